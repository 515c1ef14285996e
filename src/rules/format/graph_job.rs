//! Provisioning jobs and their state: Graph's `synchronization/jobs`.

use scim_checkup_ground::row::{Node, Object, Page, Row};

use crate::{
    record::{Job, Record, RemarkKind},
    time::DayOrder,
};

use super::{Format, Found, column::flag_of, connector};

pub const FORMAT: Format = Format {
    name: "graph-job",
    entry: "provisioning job",
    entries: "provisioning jobs",
    listing: None,
    wanted: &[&[
        "id",
        "templateId",
        "schedule",
        "state",
        "status",
        "code",
        "lastExecution",
        "timeBegan",
        "timeEnded",
        "steadyStateFirstAchievedTime",
        "quarantine",
        "reason",
        "currentBegan",
        "seriesBegan",
        "nextAttempt",
        "error",
        "tenantActionable",
    ]],
    columns: &[],
    marks,
    read,
    #[cfg(test)]
    sample: r#"{"id": "maptician.11111111222243338444555555555555.66666666-7777-4888-8999-aaaaaaaaaaaa",
        "templateId": "maptician", "schedule": {"interval": "PT40M", "state": "Active"}, "status": {"code":
        "Quarantine", "lastExecution": {"timeEnded": "2026-06-29T18:06:00Z"}, "steadyStateFirstAchievedTime":
        "2025-05-19T16:01:42Z", "quarantine": {"reason": "TooManyDeletes", "seriesBegan":
        "2026-06-29T18:06:00Z", "nextAttempt": "2026-06-30T00:06:00Z"}}}"#,
};

fn marks(object: &Object<'_>, _: &Page) -> bool {
    let part = |name| object.get(name).is_some_and(|it| it.object().is_some());
    object.has("id") && part("schedule") && part("status")
}

fn read(row: &Row<'_>, found: &mut Found<'_>) {
    let object = &row.fields;
    let Some(id) = object.text("id") else { return };
    if let Some((kind, what)) = connector::of_another(Some(id), None, None) {
        return found.remark(row.place, kind, what);
    }
    if connector::is_another_job(id) {
        return found.remark(row.place, RemarkKind::OtherApplication, connector::ANOTHER_JOB);
    }
    let at = |path: &[&str]| object.at(path);
    let order = DayOrder::Unknown;
    let code = found.text(at(&["status", "code"]), "status.code");
    // The service writes the year 1 for "never"; before the first steady state the first, full cycle is running.
    let never = at(&["status", "steadyStateFirstAchievedTime"])
        .and_then(Node::text)
        .is_some_and(|it| it.starts_with("0001-"));
    let active = code.as_ref().is_some_and(|it| it.value.eq_ignore_ascii_case("Active"));
    let ended =
        found.time(at(&["status", "lastExecution", "timeEnded"]), "status.lastExecution.timeEnded", order);
    let began =
        found.time(at(&["status", "lastExecution", "timeBegan"]), "status.lastExecution.timeBegan", order);
    let series =
        found.time(at(&["status", "quarantine", "seriesBegan"]), "status.quarantine.seriesBegan", order);
    let current =
        found.time(at(&["status", "quarantine", "currentBegan"]), "status.quarantine.currentBegan", order);
    let next_attempt = found.time_to_come(
        at(&["status", "quarantine", "nextAttempt"]),
        "status.quarantine.nextAttempt",
        order,
    );
    let id_place = object.get("id").map_or(row.place, |it| it.place);
    let job = Job {
        mark: found.mark(id_place, "id"),
        id: id.into(),
        schedule: found.text(at(&["schedule", "state"]), "schedule.state"),
        last_execution: ended.or(began),
        initial: active && never,
        quarantine_reason: found.text(at(&["status", "quarantine", "reason"]), "status.quarantine.reason"),
        quarantined_since: series.or(current),
        next_attempt,
        error: found.text(at(&["status", "quarantine", "error", "code"]), "status.quarantine.error.code"),
        actionable: at(&["status", "quarantine", "error", "tenantActionable"]).and_then(flag_of),
        code,
    };
    found.push(Record::Job(job));
}
