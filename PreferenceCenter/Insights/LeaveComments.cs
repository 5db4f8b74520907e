using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Events;

namespace PreferenceCenter.Insights;

/// <summary>What somebody wrote on leaving, with the reason that was chosen. It tells neither day nor topic.</summary>
internal sealed record SaidOnLeaving(LeaveReason Reason, string Text);

/// <summary>
/// Reads what people wrote on leaving, of whole months in which at least five did, in the order of the texts: nothing
/// tells who wrote when. The running month grows by five. What the erased wrote is gone with their evidence.
/// </summary>
internal sealed class LeaveComments(Database database, SiteCalendar calendar, TimeProvider clock)
{
    /// <summary>When so many are read, no earlier month is.</summary>
    public const int Most = 500;

    public async Task<IReadOnlyList<SaidOnLeaving>> ReadAsync(InsightsPeriod period, long topic)
    {
        var said = new List<SaidOnLeaving>();
        var running = MonthOf(calendar.DayOf(clock.GetUtcNow()));
        for (
            var month = MonthOf(period.To);
            month >= MonthOf(period.From) && said.Count < Most;
            month = month.AddMonths(-1)
        )
        {
            var ofMonth = await ReadMonthAsync(month, topic);
            var told = month == running ? (int)CountSteps.Of(ofMonth.Count) : ofMonth.Count;
            if (told >= CountSteps.Step)
                said.AddRange(ofMonth.Take(told));
        }
        return [.. said.OrderBy(s => s.Text, StringComparer.Ordinal)];
    }

    private static DateOnly MonthOf(DateOnly day) => new(day.Year, day.Month, 1);

    private ValueTask<List<SaidOnLeaving>> ReadMonthAsync(DateOnly month, long topic) =>
        database.AskAsync(
            (
                From: Instant.ToMicroseconds(calendar.StartOf(month)),
                Until: Instant.ToMicroseconds(calendar.StartOf(month.AddMonths(1))),
                Topic: topic
            ),
            static async (session, asked) =>
            {
                var said = new List<SaidOnLeaving>();
                await using var row = await session[CountSql.Comments, ("@from", asked.From), ("@until", asked.Until)]
                    .ExecuteReaderAsync();
                while (await row.ReadAsync())
                    if (
                        (asked.Topic == DayCounts.AllTopics || asked.Topic == row.GetInt64(1))
                        && Evidence.Parse(row.GetFieldValue<byte[]>(3))?.Comment is { } text
                    )
                        said.Add(new SaidOnLeaving((LeaveReason)row.GetInt64(0), LeaveComment.Anonymous(text)));
                return said;
            }
        );
}
