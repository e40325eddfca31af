"""管家工单: needs for roads, water and power outside the fence, from survey to the firm's acceptance."""
