//! The kinds of paper that a report can be, with the words of a title that say so.

use std::fmt;

use serde::{Deserialize, Serialize};

macro_rules! kinds {
    ($($(#[$doc:meta])* $variant:ident => $name:literal),+ $(,)?) => {
        /// What kind of paper a report is, as its title says; written in JSON by its Chinese name.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        pub enum Kind {
            $($(#[$doc])* #[serde(rename = $name)] $variant,)+
        }

        impl Kind {
            /// Every kind.
            pub const ALL: &'static [Kind] = &[$(Kind::$variant),+];

            /// The Chinese name that JSON, the index and the terminal show.
            pub fn name(self) -> &'static str {
                match self { $(Kind::$variant => $name),+ }
            }
        }
    };
}

kinds! {
    /// A government's yearly report to its people's congress.
    GovernmentReport => "政府工作报告",
    /// A place's report on how it did its own duties.
    SelfEvaluation => "自评报告",
    /// The yearly report on the disclosure of information.
    DisclosureReport => "信息公开年报",
    /// A department's budget.
    Budget => "部门预算",
    /// A department's final accounts.
    FinalAccounts => "决算",
    /// A summary of work done.
    Summary => "工作总结",
    /// A plan of work for a year.
    WorkPlan => "工作计划",
    /// A plan of development for several years.
    DevelopmentPlan => "规划",
    /// A scheme of measures.
    Scheme => "方案",
    /// A notice.
    Notice => "通知",
    /// A circular.
    Circular => "通报",
    /// Opinions on how to do something.
    Opinion => "意见",
    /// An answer to a subordinate.
    Reply => "批复",
    /// An answer to a proposal.
    Answer => "答复",
    /// A letter between equals.
    Letter => "函",
    /// A decision.
    Decision => "决定",
    /// A resolution of a congress.
    Resolution => "决议",
    /// A law, a regulation, rules or measures.
    Regulation => "法规",
    /// An announcement.
    Announcement => "公告",
    /// A communiqué of figures.
    Communique => "公报",
    /// Any other report.
    Report => "报告",
}

impl Kind {
    /// Whether it is a paper that orders, answers or rules, not a report on what was or will be done.
    pub fn is_paper(self) -> bool {
        use Kind::{Announcement, Answer, Circular, Decision, Letter, Notice, Opinion, Regulation, Reply, Resolution};
        matches!(
            self,
            Notice | Circular | Opinion | Reply | Answer | Letter | Decision | Resolution | Regulation | Announcement
        )
    }

    /// The kind of that Chinese name, if it is one.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.name() == name)
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
