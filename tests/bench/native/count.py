"""Events for each user and status."""

import collections
import json
import sys

with open(sys.argv[1], encoding="utf-8") as file:
    events = json.load(file)

users = collections.defaultdict(collections.Counter)
for event in events:
    users[event["sourceIdentity"]["id"]][event["provisioningStatusInfo"]["status"]] += 1

total = sum(users.values(), collections.Counter())
print(json.dumps({"users": len(users), **total}))
