-- Action: make every challenge a slice that the twins know of.
select analytics_list_slices()
