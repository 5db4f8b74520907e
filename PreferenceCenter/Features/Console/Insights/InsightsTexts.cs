using Microsoft.AspNetCore.Components;
using PreferenceCenter.Domain;

namespace PreferenceCenter.Features.Console.Insights;

/// <summary>Texts of the insights page.</summary>
internal sealed partial class InsightsTexts
{
    public MarkupString Of(DayCount value) =>
        value switch
        {
            DayCount.GainedByForm => GainedByForm,
            DayCount.GainedByPage => GainedByPage,
            DayCount.GainedByImport => GainedByImport,
            DayCount.GainedByApi => GainedByApi,
            DayCount.GainedByStaff => GainedByStaff,
            DayCount.GainedByReturn => GainedByReturn,
            DayCount.LostByOneClick => LostByOneClick,
            DayCount.LostByPage => LostByPage,
            DayCount.LostByEmail => LostByEmail,
            DayCount.LostByComplaint => LostByComplaint,
            DayCount.LostByBounce => LostByBounce,
            DayCount.LostByErasure => LostByErasure,
            DayCount.LostByRetention => LostByRetention,
            DayCount.LostByOthers => LostByOthers,
            DayCount.TooMany => TooMany,
            DayCount.NotRelevant => NotRelevant,
            DayCount.NeverAsked => NeverAsked,
            DayCount.OtherReason => OtherReason,
            DayCount.ChoseMonthly => ChoseMonthly,
            DayCount.ChoseWeekly => ChoseWeekly,
            DayCount.ChoseDaily => ChoseDaily,
            DayCount.ChoseEvery => ChoseEvery,
            DayCount.Paused => Paused,
            _ => throw new ArgumentOutOfRangeException(nameof(value), value, null),
        };

    public MarkupString Of(LeaveReason value) =>
        value switch
        {
            LeaveReason.TooMany => TooMany,
            LeaveReason.NotRelevant => NotRelevant,
            LeaveReason.NeverAsked => NeverAsked,
            _ => OtherReason,
        };
}
