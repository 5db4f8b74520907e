using System.Globalization;
using Microsoft.AspNetCore.Components;
using PreferenceCenter.Domain;
using PreferenceCenter.Features.Console.Charts;
using PreferenceCenter.Insights;
using PreferenceCenter.Shared.Localisation;

namespace PreferenceCenter.Features.Console.Insights;

/// <summary>The insights page: everything it shows is in its address.</summary>
public sealed partial class InsightsPage
{
    private const int MostLines = 5;

    [SupplyParameterFromQuery(Name = "from")]
    private string? From { get; set; }

    [SupplyParameterFromQuery(Name = "to")]
    private string? To { get; set; }

    [SupplyParameterFromQuery(Name = "last")]
    private string? Last { get; set; }

    [SupplyParameterFromQuery(Name = "topic")]
    private string? Topic { get; set; }

    /// <summary>Whether what people wrote is shown.</summary>
    [SupplyParameterFromQuery(Name = "words")]
    private string? WordsAsked { get; set; }

    private bool isRead;
    private InsightsReport? report;
    private IReadOnlyList<SaidOnLeaving>? said;
    private IReadOnlyList<InsightsTopic> topics = [];

    private InsightsTexts T => Texts<InsightsTexts>();
    private CultureInfo Culture => Frame.Language.Culture;
    private bool Words => WordsAsked == "true";
    private InsightsQuery Asked => InsightsQuery.Of(From, To, Last, Topic);

    protected override async Task OnParametersSetAsync()
    {
        topics = Service.Topics(Ticket, Frame.Language.Code);
        (report, said) = (
            await Service.ReadAsync(Ticket, Asked),
            Words ? await Service.CommentsAsync(Ticket, Asked) : null
        );
        isRead = true;
    }

    private string PathWithWords =>
        Frame.To("/staff/insights", Words ? Asked.ToQuery() : Asked.ToQuery() + "&words=true#words");

    private IReadOnlyList<ChartBar> Bars =>
        [
            .. report!.Parts.Select(part => new ChartBar(
                Short(part.Start),
                part.Gained,
                part.Lost,
                Sentence(Day(part.Start), part.Gained, part.Lost)
            )),
        ];

    private IReadOnlyList<ChartLine> Lines =>
        [
            .. report!
                .Topics.OrderByDescending(t => t.Last)
                .Take(MostLines)
                .Select(t => new ChartLine(NameOf(t.Topic), t.People)),
        ];

    private IReadOnlyList<(MarkupString, long)> TopicRows =>
        [.. report!.Topics.OrderByDescending(t => t.Last).Select(t => (Markup.Of(NameOf(t.Topic)), t.Last))];

    private IReadOnlyList<(MarkupString, long)> LanguageRows =>
        [.. report!.Languages.Select(l => (Frame.Languages.Find(l.Language)?.Name ?? Markup.Of(l.Language), l.People))];

    private string Colon => Frame.Texts.Colon;

    private MarkupString Each(int days) =>
        days switch
        {
            1 => T.EachDay,
            7 => T.EachWeek,
            _ => T.EachDays.With(Number(days)),
        };

    private IReadOnlyList<(MarkupString, long)> Rows(IReadOnlyList<DayCount> kinds) =>
        [.. kinds.Select(kind => (T.Of(kind), report!.Counts[kind]))];

    private string NameOf(long number) =>
        topics.FirstOrDefault(t => t.Number == number)?.Name ?? Invariant($"{number}");

    private MarkupString Told(long value) => ToldCount.Of(value, Texts<ToldTexts>(), Culture);

    private MarkupString Day(DateOnly day) => Frame.Time.Day(day);

    private MarkupString Lead(InsightsPeriod period) =>
        new(
            $"{T.Lead.With(Day(period.From), Day(period.To)).Value} {T.Compared.Count(Frame.Language.Code, period.Days, Number(period.Days)).Value}"
        );

    private MarkupString Number(int value) => Markup.Of(value.ToString("N0", Culture));

    private string Change(ComparedCount count) =>
        (count.Now - count.Before) is var change and not 0 ? change.ToString("+#,0;-#,0", Culture) : "";

    private string Percent(ComparedCount count) =>
        count.Percent is { } percent ? percent.ToString("+0;-0;0", Culture) + "%" : "";

    private string Short(DateOnly day) => Frame.Time.DayOfYear(day);

    private string Sentence(MarkupString when, long gained, long lost) =>
        Markup.Plain(
            new MarkupString(
                $"{when.Value}{Frame.Texts.Colon} {T.Gained.Value} {Told(gained).Value}, {T.Lost.Value} {Told(lost).Value}"
            )
        );

    private string GrowthSentence(InsightsReport shown) =>
        Sentence(
            new MarkupString($"{Day(shown.Period.From).Value} – {Day(shown.Period.To).Value}"),
            shown.Gained.Now,
            shown.Lost.Now
        );

    private string TopicsSentence(InsightsReport shown) =>
        Markup.Plain(
            T.TopicsAlt.With(
                Day(shown.Period.To),
                Markup.Of(string.Join(", ", Lines.Select(l => $"{l.Name} {l.Values[^1].ToString("N0", Culture)}")))
            )
        );
}
