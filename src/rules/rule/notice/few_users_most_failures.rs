use crate::{
    rule::notice::{Finding, Material},
    sort::sort,
    words::plural,
};

notice! {
    /// A few looping users never quarantine a job, and harm nobody else.
    ///
    /// Source: Microsoft Entra, *Application provisioning in quarantine status* (thresholds).
    "N412",
    name: "few-users-most-failures",
    summary: "Few users cause most of the failures",
    title: "{count} most of the failures",
    explanation: "{failures} were counted, and {count} {share} % of them. The others go through: a few users who fail again and again do not stop provisioning for everybody.",
}

fn check(material: &Material<'_>) -> Vec<Finding> {
    let mut failures: Vec<u32> = material.attempts.iter().map(|it| it.failures).collect();
    sort(&mut failures, &|a, b| b.cmp(a));
    let total: u32 = failures.iter().sum();
    let mut sum = 0;
    let few = failures.iter().take_while(|it| {
        let more = sum * 5 < total * 4;
        sum += **it;
        more
    });
    let few = few.count();
    if total < 10 || few == 0 || few * 4 > failures.len() {
        return Vec::new();
    }
    let share = failures[..few].iter().sum::<u32>() * 100 / total;
    vec![Finding {
        values: vec![
            ("count", plural(few as i64, "user causes", "users cause")),
            ("failures", plural(i64::from(total), "failed attempt", "failed attempts")),
            ("share", share.to_string()),
        ],
        ..Finding::default()
    }]
}
