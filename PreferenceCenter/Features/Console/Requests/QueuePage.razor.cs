using Microsoft.AspNetCore.Components;
using PreferenceCenter.Domain;
using PreferenceCenter.PrivacyRequests;
using PreferenceCenter.Shared.Localisation;

namespace PreferenceCenter.Features.Console.Requests;

/// <summary>Predefined filters of the queue, as their links name them.</summary>
internal enum QueueView
{
    Open,
    Mine,
    Nobodys,
    ForTwo,
    Day20,
    Day25,
    Day28,
    Overdue,
    Closed,
    All,
}

/// <summary>
/// Requested part of the queue. All of it is part of the address, so that it can be sent to a colleague and found
/// again.
/// </summary>
internal sealed record QueueAsked(QueueView View, PrivacyRequestKind? Kind, int Page);

/// <summary>Page of the privacy request queue, with filters and a search by reference.</summary>
public sealed partial class QueuePage
{
    private QueueSlice? found;
    private IReadOnlyDictionary<Guid, string> names = new Dictionary<Guid, string>();
    private QueueAsked? shown;
    private string reference = "";
    private ElementReference sought;
    private bool finding;
    private PrivacyRequestRefusal? refusal;

    [SupplyParameterFromQuery(Name = "view")]
    private string? ViewAsked { get; set; }

    [SupplyParameterFromQuery(Name = "kind")]
    private string? KindAsked { get; set; }

    [SupplyParameterFromQuery(Name = "page")]
    private int? PageAsked { get; set; }

    private RequestsTexts T => Texts<RequestsTexts>();
    private QueueAsked Asked =>
        new(
            WireName.Parse<QueueView>(ViewAsked) ?? QueueView.Open,
            WireName.Parse<PrivacyRequestKind>(KindAsked),
            Math.Max(1, PageAsked ?? 1)
        );
    private int Pages => ((found?.Total ?? 0) + PrivacyRequestQueue.PageSize - 1) / PrivacyRequestQueue.PageSize;

    private (QueueView View, MarkupString Name)[] Views =>
        [
            (QueueView.Open, T.Open),
            (QueueView.Mine, T.Mine),
            (QueueView.Nobodys, T.Nobodys),
            (QueueView.ForTwo, T.ForTwo),
            (QueueView.Day20, T.Pressing),
            (QueueView.Day25, T.Day25),
            (QueueView.Day28, T.Day28),
            (QueueView.Overdue, T.Overdue),
            (QueueView.Closed, T.Closed),
            (QueueView.All, T.All),
        ];

    protected override async Task OnParametersSetAsync()
    {
        if (Asked == shown)
            return;
        await FollowAsync(ReadAsync);
        refusal = null;
    }

    private async Task ReadAsync()
    {
        var asked = Asked;
        (found, names) = await Service.QueueAsync(Ticket, FilterOf(asked), asked.Page, Gone);
        shown = asked;
    }

    private QueueFilter FilterOf(QueueAsked asked)
    {
        var all = new QueueFilter(Kind: asked.Kind);
        return asked.View switch
        {
            QueueView.Mine => all with { Assignee = Service.Self(Ticket) },
            QueueView.Nobodys => all with { Unassigned = true },
            QueueView.ForTwo => all with { Waiting = true },
            QueueView.Day20 => all with { AtLeast = PrivacyRequestUrgency.Day20 },
            QueueView.Day25 => all with { AtLeast = PrivacyRequestUrgency.Day25 },
            QueueView.Day28 => all with { AtLeast = PrivacyRequestUrgency.Day28 },
            QueueView.Overdue => all with { AtLeast = PrivacyRequestUrgency.Overdue },
            QueueView.Closed => all with { Part = QueuePart.Closed },
            QueueView.All => all with { Part = QueuePart.All },
            _ => all,
        };
    }

    private async Task FindAsync()
    {
        if (finding)
            return;
        finding = true;
        try
        {
            await OpenFoundAsync();
        }
        finally
        {
            finding = false;
        }
    }

    private async Task OpenFoundAsync()
    {
        if (await Service.FindAsync(Ticket, reference, Gone) is { } known)
            Navigation.NavigateTo(Frame.To($"/staff/requests/{known}"));
        else
        {
            refusal = PrivacyRequestRefusal.Unknown;
            await sought.FocusAsync();
        }
    }

    private void Go(QueueAsked asked) => Navigation.NavigateTo(Url(asked));

    private string UrlOf(QueueView view) => Url(Asked with { View = view, Page = 1 });

    private string Url(QueueAsked asked) =>
        Navigation.GetUriWithQueryParameters(
            new Dictionary<string, object?>
            {
                ["view"] = asked.View == QueueView.Open ? null : WireName.Of(asked.View),
                ["kind"] = asked.Kind is { } kind ? WireName.Of(kind) : null,
                ["page"] = asked.Page <= 1 ? null : asked.Page,
            }
        );

    private MarkupString Number(int count) => Markup.Of(count.ToString("N0", Frame.Language.Culture));
}
