# Events for each user and status.
reduce .[] as $event ({}; .[$event.sourceIdentity.id][$event.provisioningStatusInfo.status] += 1)
| {
    users: length,
    failure: ([.[].failure // 0] | add),
    success: ([.[].success // 0] | add),
    skipped: ([.[].skipped // 0] | add)
  }
