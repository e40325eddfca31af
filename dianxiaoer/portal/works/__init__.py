"""Works at a firm's gate: where they stand, and the firm's word when they are finished."""
