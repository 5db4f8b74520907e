using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Components;
using PreferenceCenter.Shared.Layouts;
using PreferenceCenter.Staff;

namespace PreferenceCenter.Features.Console;

/// <summary>Finds what the palette offers: what was opened last, what the features find, actions, pages.</summary>
internal sealed class PaletteSearch(
    StaffAuthorizer staff,
    ConsoleNavigation navigation,
    RecentPlaces recent,
    IEnumerable<IPaletteSource> sources,
    IEnumerable<PaletteAction> actions
) : ConsoleService(staff)
{
    private const CompareOptions Loosely = CompareOptions.IgnoreCase | CompareOptions.IgnoreNonSpace;

    /// <param name="typed">What was typed; empty at the start.</param>
    public async Task<IReadOnlyList<PaletteEntry>> FindAsync(
        StaffTicket? ticket,
        string typed,
        PageContext frame,
        CancellationToken cancel
    )
    {
        var who = Demand(ticket, StaffPolicies.UseConsole);
        var places = navigation.For(who, frame.Language.Texts<ConsoleTexts>());
        var found = new List<PaletteEntry>(Opened(who, places));
        if (typed.Length > 0)
            foreach (var source in sources.Where(source => who.Has(source.Policy)))
                found.AddRange(await source.FindAsync(who.Ticket, typed, frame, cancel));
        found.AddRange(
            actions
                .Where(action => who.Has(action.Policy))
                .OrderBy(action => action.Path is null)
                .Select(action => new PaletteEntry(
                    PaletteGroup.Actions,
                    action.Icon,
                    action.Name(frame),
                    action.Path,
                    action.Path is { } path ? ConsolePlace.Of(places, path)?.Name : null
                )
                {
                    Press = action.Press,
                })
        );
        found.AddRange(places.Select(place => Page(place, frame)));
        return
        [
            .. found
                .Where(entry => entry.Group == PaletteGroup.Found || Fits(entry, typed, frame.Language.Culture))
                .OrderBy(entry => entry.Group),
        ];
    }

    // A role that was changed meanwhile no longer sees what it had opened.
    private IEnumerable<PaletteEntry> Opened(StaffIdentity who, IReadOnlyList<ConsolePlace> places) =>
        recent
            .Of(who.Ticket.Account)
            .Select(place => (Place: place, Under: ConsolePlace.Of(places, place.Path)))
            .Where(opened => opened.Under is not null)
            .Select(opened => new PaletteEntry(
                PaletteGroup.Recent,
                opened.Under!.Icon,
                opened.Place.Name,
                opened.Place.Path,
                opened.Place.Detail
            ));

    private static PaletteEntry Page(ConsolePlace place, PageContext frame) =>
        new(
            PaletteGroup.Pages,
            place.Icon,
            place.Name,
            place.Path,
            place.Waiting is { } waiting
                ? new MarkupString(waiting.Number.ToString("N0", frame.Language.Culture))
                : frame.Language.Texts<ConsoleTexts>().Of(place.Group)
        )
        {
            Keys = place.Key == default ? null : $"G {char.ToUpperInvariant(place.Key)}",
        };

    private static bool Fits(PaletteEntry entry, string typed, CultureInfo culture) =>
        Fits(WebUtility.HtmlDecode($"{entry.Name} {entry.Detail}"), typed, culture);

    /// <summary>Whether each typed word begins a word of the text.</summary>
    public static bool Fits(string text, string typed, CultureInfo culture)
    {
        var words = text.Split([' ', '-', '·', '(', ')', '’'], StringSplitOptions.RemoveEmptyEntries);
        return typed
            .Split([' ', '-'], StringSplitOptions.RemoveEmptyEntries)
            .All(part => words.Any(word => culture.CompareInfo.IsPrefix(word, part, Loosely)));
    }
}
