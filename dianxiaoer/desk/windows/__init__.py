"""Service windows (服务窗口): items, rosters, days that depart from them, officers on call, the no-show rule."""
