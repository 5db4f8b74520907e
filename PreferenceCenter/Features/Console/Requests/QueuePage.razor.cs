using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using MudBlazor;
using PreferenceCenter.Domain;
using PreferenceCenter.PrivacyRequests;
using PreferenceCenter.Shared.Localisation;
using PreferenceCenter.Staff;

namespace PreferenceCenter.Features.Console.Requests;

/// <summary>
/// The queue of privacy requests as a grid: views, filters and sort stand in the address, several rows are assigned at
/// once, and one is shown beside the grid.
/// </summary>
public sealed partial class QueuePage
{
    private readonly HashSet<Guid> selected = [];
    private QueueShown? shown;
    private QueueAsked? asked;
    private RequestDetails? panel;
    private MudDataGrid<QueueLine>? grid;
    private (QueueSort By, bool Descending)? gridOrder;
    private ElementReference sought;
    private string typed = "";
    private bool finding,
        acting,
        roomy,
        sorting,
        stale;
    private PrivacyRequestRefusal? refusal;

    [Inject]
    private RequestsService Service { get; set; } = default!;

    [Inject]
    private DecisionService Decisions { get; set; } = default!;

    [Inject]
    private QueuePlace Place { get; set; } = default!;

    [Inject]
    private ConsoleNotices Notices { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private IJSRuntime Script { get; set; } = default!;

    [SupplyParameterFromQuery(Name = "view")]
    private string? ViewAsked { get; set; }

    [SupplyParameterFromQuery(Name = "kind")]
    private string? KindAsked { get; set; }

    [SupplyParameterFromQuery(Name = "who")]
    private string? WhoAsked { get; set; }

    [SupplyParameterFromQuery(Name = "due")]
    private string? DueAsked { get; set; }

    [SupplyParameterFromQuery(Name = "person")]
    private string? PersonAsked { get; set; }

    [SupplyParameterFromQuery(Name = "sort")]
    private string? SortAsked { get; set; }

    [SupplyParameterFromQuery(Name = "page")]
    private string? PageAsked { get; set; }

    /// <summary>Reference of the request that is shown beside the grid.</summary>
    [SupplyParameterFromQuery(Name = "row")]
    private string? RowAsked { get; set; }

    private RequestsTexts T => Texts<RequestsTexts>();
    private bool MayAct => Who.Has(StaffPolicies.ManagePersonalData);
    private bool AllSelected => shown is { } page && page.Lines.Where(CanSelect).All(l => selected.Contains(l.Id));

    private QueueAsked Asked =>
        new(
            WireName.Parse<QueueView>(ViewAsked) ?? QueueView.Open,
            WireName.Parse<PrivacyRequestKind>(KindAsked),
            Guid.TryParse(WhoAsked, out var who) ? who : null,
            WireName.Parse<QueueDue>(DueAsked),
            RequestNumber.Parse(PersonAsked ?? ""),
            WireName.Parse<QueueSort>(SortAsked?.TrimStart('-')),
            SortAsked?.StartsWith('-') == true,
            int.TryParse(PageAsked, CultureInfo.InvariantCulture, out var page) ? Math.Clamp(page, 1, 1_000_000) : 1
        );

    private IEnumerable<(string Value, MarkupString Name)> Kinds =>
        Enum.GetValues<PrivacyRequestKind>().Select(kind => (WireName.Of(kind), T.Of(kind)));

    private IEnumerable<(string Value, MarkupString Name)> Dues =>
        Enum.GetValues<QueueDue>().Select(due => (WireName.Of(due), T.Of(due)));

    private MarkupString Nothing =>
        Asked.IsFiltered ? T.NoneFiltered
        : Asked.View == QueueView.Open ? T.NoneOpen
        : T.NoneOf.With(T.Of(Asked.View));

    protected override async Task OnParametersSetAsync()
    {
        Place.Query = new Uri(Navigation.Uri).Query;
        if (Asked != asked)
        {
            (refusal, asked) = (null, Asked);
            selected.Clear();
            await FollowAsync(ReadAsync);
        }
        else
            await InTurnAsync(ReadPanelAsync);
    }

    private async Task ReadAsync()
    {
        shown = await Service.QueueAsync(Ticket, Asked, Gone);
        selected.IntersectWith(shown.Lines.Select(l => l.Id));
        stale = true;
        await ReadPanelAsync();
    }

    private async Task ReadPanelAsync() =>
        panel =
            RowAsked is { } row && RendererInfo.IsInteractive && await Service.FindAsync(Ticket, row, Gone) is { } found
                ? await Service.OpenAsync(Ticket, found, Gone)
                : null;

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender && await Script.InvokeAsync<bool>("preferenceConsole.roomy"))
        {
            roomy = true;
            StateHasChanged();
        }
        if (!stale)
            return;
        stale = false;
        if (grid is not null)
            await ShowAsync(grid);
    }

    // The address says how the grid is sorted: also when one goes back, or a click on its header ends a sort. The rows are
    // in that order already: to the grid all are equal, so that it keeps it.
    private async Task ShowAsync(MudDataGrid<QueueLine> rows)
    {
        sorting = true;
        try
        {
            if (Asked.Order is { } order)
                await rows.SetSortAsync(Column(order.By), DirectionOf(order.By), static _ => 0);
            else if (gridOrder is { } before)
                await rows.RemoveSortAsync(Column(before.By));
            else
                await rows.ReloadServerData();
            gridOrder = Asked.Order;
        }
        finally
        {
            sorting = false;
        }
    }

    private Task<GridData<QueueLine>> AnswerAsync(GridState<QueueLine> state, CancellationToken cancel)
    {
        if (!sorting && SortOf(state) is var order && order != Asked.Order)
            Go(Asked with { Sort = order?.By, Descending = order?.Descending ?? false, Page = 1 });
        return Task.FromResult(
            new GridData<QueueLine> { Items = shown?.Lines ?? [], TotalItems = shown?.Lines.Count ?? 0 }
        );
    }

    private static (QueueSort By, bool Descending)? SortOf(GridState<QueueLine> state) =>
        state.SortDefinitions.FirstOrDefault() is { } sort
            ? (Enum.GetValues<QueueSort>().First(by => Column(by) == sort.SortBy), sort.Descending)
            : null;

    private static string Column(QueueSort by) =>
        by switch
        {
            QueueSort.Reference => nameof(QueueLine.Number),
            QueueSort.Kind => nameof(QueueLine.Kind),
            QueueSort.Received => nameof(QueueLine.ReceivedAt),
            QueueSort.Due => nameof(QueueLine.DueUntil),
            QueueSort.Assignee => nameof(QueueLine.AssigneeId),
            _ => nameof(QueueLine.State),
        };

    private SortDirection DirectionOf(QueueSort by) =>
        Asked.Order is not { } order || order.By != by ? SortDirection.None
        : order.Descending ? SortDirection.Descending
        : SortDirection.Ascending;

    private string LookOf(QueueLine line, int place) =>
        (selected.Contains(line.Id) || panel?.Id == line.Id, line.ClosedAt) switch
        {
            (true, _) => "here",
            (_, not null) => "closed",
            _ => "",
        };

    private string? LegalOf(QueueLine line) =>
        line.LegalUntil == line.DueUntil ? null : $"{T.Legal}: {Frame.Time.LastDay(line.LegalUntil)}";

    private QueueLine? LineOf(int number) => shown?.Lines.FirstOrDefault(l => l.Number == number);

    private string? Beside(int number, int by)
    {
        var lines = shown?.Lines ?? [];
        var place = lines.TakeWhile(l => l.Number != number).Count();
        return place < lines.Count && place + by >= 0 && place + by < lines.Count
            ? UrlOf(Asked, lines[place + by].Number)
            : null;
    }

    private async Task RoomyAsync(ChangeEventArgs change)
    {
        roomy = change.Value is true;
        await Script.InvokeVoidAsync("preferenceConsole.setRoomy", roomy);
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

    // A reference opens the request; an address lists what is known of its person, by the number of a request.
    private async Task OpenFoundAsync()
    {
        refusal = null;
        if (await Service.FindAsync(Ticket, typed, Gone) is { } known)
            Navigation.NavigateTo(Frame.To($"/staff/requests/{known}"));
        else if (await Service.FindPersonAsync(Ticket, typed, Gone) is { } number)
        {
            typed = "";
            Go(new QueueAsked(QueueView.All, SamePersonAs: number));
        }
        else
        {
            refusal = PrivacyRequestRefusal.Unknown;
            await sought.FocusAsync();
        }
    }

    private void Go(QueueAsked to) => Navigation.NavigateTo(Url(to));

    private string Url(QueueAsked to) => UrlOf(to, null);

    private string UrlOf(QueueAsked to, int? row) =>
        PathWith.Query(
            Frame.To("/staff/requests"),
            ("view", to.View == QueueView.Open ? null : WireName.Of(to.View)),
            ("kind", to.Kind is { } kind ? WireName.Of(kind) : null),
            ("who", to.Who?.ToString()),
            ("due", to.Due is { } due ? WireName.Of(due) : null),
            ("person", to.SamePersonAs is { } same ? RequestNumber.Text(same) : null),
            ("sort", to.Sort is { } sort ? $"{(to.Descending ? "-" : "")}{WireName.Of(sort)}" : null),
            ("page", to.Page <= 1 ? null : Invariant($"{to.Page}")),
            ("row", row is { } number ? RequestNumber.Text(number) : null)
        );

    private MarkupString Number(int count) => Markup.Of(count.ToString("N0", Frame.Language.Culture));
}
