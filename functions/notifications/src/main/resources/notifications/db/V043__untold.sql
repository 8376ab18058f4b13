-- Which events are told of is asked of the notices alone.

drop function notifications.told_events();
