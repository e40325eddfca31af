"""The working-day calendar (工作日历): month by month, holidays and days worked in exchange, years announced."""
