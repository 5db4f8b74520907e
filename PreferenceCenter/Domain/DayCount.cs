namespace PreferenceCenter.Domain;

/// <summary>
/// What is counted for each day and topic. The names are columns of the table; the order is only this program's.
/// </summary>
internal enum DayCount : byte
{
    /// <summary>Subscribed by a sign-up form.</summary>
    GainedByForm,

    /// <summary>Subscribed on a preferences page.</summary>
    GainedByPage,
    GainedByImport,
    GainedByApi,
    GainedByStaff,

    /// <summary>Came back by an undo, or when a bounce or a complaint was lifted.</summary>
    GainedByReturn,
    LostByOneClick,
    LostByPage,

    /// <summary>Unsubscribed by an email to the list.</summary>
    LostByEmail,
    LostByComplaint,
    LostByBounce,
    LostByErasure,

    /// <summary>Erased by the program itself, because nothing was on any more.</summary>
    LostByRetention,

    /// <summary>Taken off by staff, an import or a program, or merged into another subscriber.</summary>
    LostByOthers,
    TooMany,
    NotRelevant,
    NeverAsked,
    OtherReason,

    /// <summary>Chose this frequency, on subscribing or later.</summary>
    ChoseMonthly,
    ChoseWeekly,
    ChoseDaily,
    ChoseEvery,
    Paused,
}
