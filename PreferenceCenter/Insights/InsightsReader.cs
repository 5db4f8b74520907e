using System.Globalization;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;

namespace PreferenceCenter.Insights;

/// <summary>
/// Reads what a period had from the counts by day: some hundred rows a topic and year, however many people there are.
/// </summary>
internal sealed class InsightsReader(Database database, SiteCalendar calendar, TimeProvider clock)
{
    // Bounds before those of the parts: before the days compared with, and before the period.
    private const int Before = 2;

    public DateOnly Today => calendar.DayOf(clock.GetUtcNow());

    public async Task<InsightsReport> ReadAsync(InsightsPeriod period, long topic) =>
        await database.AskAsync(
            (period, topic),
            static async (session, asked) =>
            {
                var (period, topic) = asked;
                await using var snapshot = await session.SnapshotAsync();
                return ReportOf(
                    period,
                    topic,
                    await ReadCountsAsync(session, period),
                    await ReadFormsAsync(session, period),
                    await ReadLanguagesAsync(session)
                );
            }
        );

    private static async Task<List<(int Bound, long Topic, long[] Counts)>> ReadCountsAsync(
        ReadSession session,
        InsightsPeriod period
    )
    {
        var read = new List<(int, long, long[])>();
        await using var row = await session[
            CountSql.ByPeriod,
            ("@before", (long)period.ComparedFrom.DayNumber),
            ("@first", (long)period.From.DayNumber),
            ("@step", (long)period.PartDays),
            ("@until", period.To.DayNumber + 1L)
        ]
            .ExecuteReaderAsync();
        while (await row.ReadAsync())
        {
            var counts = new long[DayCounts.Kinds];
            for (var i = 0; i < counts.Length; i++)
                counts[i] = row.GetInt64(2 + i);
            read.Add((Before + NumberAt(row, 0), row.GetInt64(1), counts));
        }
        return read;
    }

    private static async Task<List<FormRow>> ReadFormsAsync(ReadSession session, InsightsPeriod period)
    {
        var read = new List<FormRow>();
        await using var row = await session[
            CountSql.Forms,
            ("@first", (long)period.From.DayNumber),
            ("@until", period.To.DayNumber + 1L)
        ]
            .ExecuteReaderAsync();
        while (await row.ReadAsync())
            read.Add(new FormRow(row.GetString(0), NumberAt(row, 1) == 1, row.GetInt64(2), row.GetInt64(3)));
        return read;
    }

    private static async Task<List<(string Language, long People)>> ReadLanguagesAsync(ReadSession session)
    {
        var read = new List<(string, long)>();
        await using var row = await session[CountSql.Languages].ExecuteReaderAsync();
        while (await row.ReadAsync())
            read.Add((row.GetString(0), row.GetInt64(1)));
        return read;
    }

    // The databases give an expression different types.
    private static int NumberAt(System.Data.Common.DbDataReader row, int column) =>
        Convert.ToInt32(row.GetValue(column), CultureInfo.InvariantCulture);

    /// <summary>What a form was sent and confirmed, before the period or in it.</summary>
    internal sealed record FormRow(string Form, bool InPeriod, long Submitted, long Confirmed);

    /// <summary>The report of exact counts, of which it tells only <see cref="CountSteps"/>.</summary>
    internal static InsightsReport ReportOf(
        InsightsPeriod period,
        long topic,
        IReadOnlyList<(int Bound, long Topic, long[] Counts)> counts,
        IReadOnlyList<FormRow> forms,
        IReadOnlyList<(string Language, long People)> languages
    )
    {
        var series = new CountSeries(counts, Before + period.Parts);
        var (start, end) = (Before - 1, Before + period.Parts - 1);
        long Between(int from, int to, Func<long[], long> of) =>
            series.Told(topic, to, of) - series.Told(topic, from, of);
        ComparedCount Compare(Func<long[], long> of) => new(Between(start, end, of), Between(0, start, of));
        return new InsightsReport(
            period,
            topic,
            new ComparedCount(
                series.Told(topic, end, CountSeries.People),
                series.Told(topic, start, CountSeries.People)
            ),
            Compare(CountSeries.Gained),
            Compare(CountSeries.Lost),
            [
                .. Enumerable
                    .Range(0, period.Parts)
                    .Select(part => new PeriodPart(
                        period.StartOf(part),
                        Between(start + part, start + part + 1, CountSeries.Gained),
                        Between(start + part, start + part + 1, CountSeries.Lost)
                    )),
            ],
            [
                .. series
                    .Topics.Where(one => topic == DayCounts.AllTopics || topic == one)
                    .Select(one => new TopicPeople(
                        one,
                        [
                            .. Enumerable
                                .Range(Before, period.Parts)
                                .Select(bound => series.Told(one, bound, CountSeries.People)),
                        ]
                    ))
                    // That it is named at all would tell that somebody is there.
                    .Where(one => one.People.Any(people => people > 0)),
            ],
            Enum.GetValues<DayCount>()
                .ToDictionary(
                    kind => kind,
                    kind =>
                        IsOfTopics(kind)
                            ? Between(start, end, sums => sums[(int)kind])
                            : series.ToldAlone(topic, end, kind) - series.ToldAlone(topic, start, kind)
                ),
            RateOf("", forms),
            [
                .. forms
                    .GroupBy(f => f.Form, StringComparer.Ordinal)
                    .Select(form => RateOf(form.Key, [.. form]))
                    .Where(form => form.Submitted + form.Confirmed > 0)
                    .OrderByDescending(f => f.Submitted)
                    .ThenBy(f => f.Form, StringComparer.Ordinal),
            ],
            [
                .. languages
                    .Select(l => (l.Language, People: CountSteps.Of(l.People)))
                    .Where(l => l.People > 0)
                    .OrderByDescending(l => l.People)
                    .ThenBy(l => l.Language, StringComparer.Ordinal),
            ]
        );
    }

    private static bool IsOfTopics(DayCount kind) => kind != DayCount.Paused && !InsightsReport.Reasons.Contains(kind);

    private static FormRate RateOf(string name, IReadOnlyList<FormRow> rows)
    {
        long Told(IEnumerable<FormRow> some, Func<FormRow, long> of)
        {
            long[] parts = [.. some.GroupBy(r => r.Form, StringComparer.Ordinal).Select(form => form.Sum(of))];
            return CountSteps.OfTotal(parts.Sum(), parts);
        }
        long Between(Func<FormRow, long> of) => Told(rows, of) - Told(rows.Where(r => !r.InPeriod), of);
        return new FormRate(name, Between(r => r.Submitted), Between(r => r.Confirmed));
    }
}
