//! Where the users stand, Entra's state by Maptician's; a cell shows those in it.

use scim_checkup_rules::{Entra, Maptician};

use crate::{
    findings::Findings,
    number::{self, joined},
    state::Action,
    table::Show,
    ui::{Ui, flag},
};

const ROWS: usize = Entra::ALL.len();
const COLUMNS: usize = Maptician::ALL.len();

/// How many users stand in each cell.
struct Counts([[u32; COLUMNS]; ROWS]);

impl Counts {
    fn of(findings: &Findings) -> Counts {
        let mut counts = [[0; COLUMNS]; ROWS];
        let lines = &findings.lines;
        for it in (0..findings.n_users()).filter_map(|it| lines.answers(it)) {
            counts[it.entra as usize][it.maptician as usize] += 1;
        }
        Counts(counts)
    }

    fn row(&self, entra: Entra) -> u32 {
        self.0[entra as usize].iter().sum()
    }

    fn column(&self, maptician: Maptician) -> u32 {
        self.0.iter().map(|it| it[maptician as usize]).sum()
    }
}

pub fn matrix(ui: &mut Ui, findings: &Findings) {
    let counts = Counts::of(findings);
    let rows: Vec<Entra> = Entra::ALL.iter().copied().filter(|it| counts.row(*it) > 0).collect();
    let columns: Vec<Maptician> =
        Maptician::ALL.iter().copied().filter(|it| counts.column(*it) > 0).collect();
    let mut disagree = 0;
    ui.tag("div", "matrix", |ui| {
        ui.fold("link", "Where they stand", "", |ui| {
            ui.tag("table", "", |ui| {
                ui.say("caption", "", "Where they stand");
                ui.tag("thead", "", |ui| {
                    ui.tag("tr", "", |ui| {
                        ui.tag("td", "", |_| ());
                        let over = [("scope", "colgroup"), ("colspan", &*columns.len().to_string())];
                        ui.with("th", &over, |ui| ui.text("Maptician"));
                    });
                    ui.tag("tr", "", |ui| {
                        head(ui, "col", "Entra");
                        columns.iter().for_each(|it| head(ui, "col", it.label()));
                        head(ui, "col", "All");
                    });
                });
                ui.tag("tbody", "", |ui| {
                    for entra in rows {
                        ui.tag("tr", "", |ui| {
                            head(ui, "row", entra.label());
                            for maptician in &columns {
                                let count = counts.0[entra as usize][*maptician as usize];
                                let apart = entra.disagrees_with(*maptician);
                                disagree += if apart { count } else { 0 };
                                cell(ui, count, apart, Show::Cell(entra, *maptician));
                            }
                            ui.say("td", "sum", &number::grouped(counts.row(entra)));
                        });
                    }
                    ui.tag("tr", "sum", |ui| {
                        head(ui, "row", "All");
                        columns
                            .iter()
                            .for_each(|it| ui.say("td", "sum", &number::grouped(counts.column(*it))));
                        ui.say("td", "sum", &number::grouped(findings.report.totals.users));
                    });
                });
            });
            ui.slot(|ui| {
                if disagree > 0 {
                    ui.tag("p", "note key", |ui| {
                        ui.with("span", &[("class", "hatch"), ("aria-hidden", "true")], |_| ());
                        let count = number::counted(disagree, "user", "users");
                        ui.text(&joined(&[
                            "The two sides disagree: ",
                            &count,
                            ". Choose a number to see who.",
                        ]));
                    });
                }
            });
        })
    });
}

fn head(ui: &mut Ui, scope: &str, label: &str) {
    ui.with("th", &[("scope", scope)], |ui| ui.text(label));
}

fn cell(ui: &mut Ui, count: u32, apart: bool, show: Show) {
    ui.tag("td", if apart && count > 0 { "differ" } else { "" }, |ui| {
        if count == 0 {
            return ui.text("·");
        }
        let chosen = ui.state.table.show == show;
        let next = if chosen { Show::All } else { show };
        ui.press(&[("aria-pressed", flag(chosen))], Action::Show(next), |ui| {
            ui.text(&number::grouped(count))
        });
    });
}
