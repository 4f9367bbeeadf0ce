-- Action: stop the repeats about a finding for a while. $1 finding, $2 for how long; '0' ends it. Needs analytics_owner.
select analytics_acknowledge_finding($1::text, $2::text::interval)::text as acknowledged_until
