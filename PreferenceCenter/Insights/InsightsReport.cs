using PreferenceCenter.Domain;

namespace PreferenceCenter.Insights;

/// <summary>A count of the period and of the one before it.</summary>
public sealed record ComparedCount(long Now, long Before)
{
    /// <summary>The change in percent; null where there was too little before to compare with.</summary>
    public int? Percent => Before < 2 * CountSteps.Step ? null : (int)Math.Round(100.0 * (Now - Before) / Before);
}

/// <summary>What was gained and lost in a part of the period.</summary>
public sealed record PeriodPart(DateOnly Start, long Gained, long Lost);

/// <summary>How many people a topic had at the end of each part of the period.</summary>
public sealed record TopicPeople(long Topic, IReadOnlyList<long> People)
{
    public long Last => People.Count == 0 ? 0 : People[^1];
}

/// <summary>How often a form was sent in the period, and how many of these the mailbox confirmed since.</summary>
public sealed record FormRate(string Form, long Submitted, long Confirmed)
{
    /// <summary>The share that was confirmed; null where there was too little.</summary>
    public int? Percent =>
        Submitted < 2 * CountSteps.Step ? null : (int)Math.Min(100, Math.Round(100.0 * Confirmed / Submitted));
}

/// <summary>
/// What a period had, of one topic or of all. Every number is made of <see cref="CountSteps"/>: none is exact.
/// </summary>
/// <param name="Topic">Number of the topic; 0 for all.</param>
internal sealed record InsightsReport(
    InsightsPeriod Period,
    long Topic,
    ComparedCount People,
    ComparedCount Gained,
    ComparedCount Lost,
    IReadOnlyList<PeriodPart> Parts,
    IReadOnlyList<TopicPeople> Topics,
    IReadOnlyDictionary<DayCount, long> Counts,
    FormRate AllForms,
    IReadOnlyList<FormRate> Forms,
    IReadOnlyList<(string Language, long People)> Languages
)
{
    /// <summary>
    /// Those who left in percent of the average audience, the mean of that before the first day and that after the last;
    /// null where either is too little to tell.
    /// </summary>
    public int? Churn =>
        (People.Before + People.Now) / 2.0 is var audience and >= 2 * CountSteps.Step && Lost.Now >= 2 * CountSteps.Step
            ? (int)Math.Round(100 * Lost.Now / audience)
            : null;

    public static readonly IReadOnlyList<DayCount> Sources =
    [
        DayCount.GainedByForm,
        DayCount.GainedByPage,
        DayCount.GainedByImport,
        DayCount.GainedByApi,
        DayCount.GainedByStaff,
        DayCount.GainedByReturn,
    ];
    public static readonly IReadOnlyList<DayCount> Losses =
    [
        DayCount.LostByOneClick,
        DayCount.LostByPage,
        DayCount.LostByEmail,
        DayCount.LostByComplaint,
        DayCount.LostByBounce,
        DayCount.LostByErasure,
        DayCount.LostByRetention,
        DayCount.LostByOthers,
    ];
    public static readonly IReadOnlyList<DayCount> Reasons =
    [
        DayCount.TooMany,
        DayCount.NotRelevant,
        DayCount.NeverAsked,
        DayCount.OtherReason,
    ];
    public static readonly IReadOnlyList<DayCount> Frequencies =
    [
        DayCount.ChoseMonthly,
        DayCount.ChoseWeekly,
        DayCount.ChoseDaily,
        DayCount.ChoseEvery,
    ];
}
