-- Action: compare the live twins with freshly refreshed views; what differs is then computed anew.
call analytics_verify_twins('manual')
