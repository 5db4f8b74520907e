using Microsoft.AspNetCore.Components;
using PreferenceCenter.Catalogue.Settings;
using PreferenceCenter.Domain;
using PreferenceCenter.Faults;
using PreferenceCenter.Shared.Localisation;

namespace PreferenceCenter.Features.Console.Settings;

/// <summary>
/// What the site says of itself: a form beside the real page and a real email, as they would be. What somebody else
/// saves meanwhile is shown, and not overwritten unseen.
/// </summary>
public sealed partial class SettingsPage
{
    private readonly SettingsForm edited = new();
    private ActionForm? sending;
    private LookPreview? preview;

    [Inject]
    private SettingsService Service { get; set; } = default!;

    [Inject]
    private ConsoleNotices Notices { get; set; } = default!;

    private SettingsTexts T => Texts<SettingsTexts>();

    private IReadOnlyDictionary<string, string?> Undoable =>
        edited.View.Former.Where(f => !edited.View[f.Key].Locked).ToDictionary(f => f.Key, f => f.Value);

    protected override Task OnInitializedAsync() => FollowAsync(ReadAsync);

    private async Task ReadAsync()
    {
        edited.Take(Service.Read(Ticket));
        if (preview is not null)
            await preview.ShowAsync();
    }

    private Task EditedAsync() => preview?.ShowAsync() ?? Task.CompletedTask;

    private List<FieldError> Check()
    {
        List<Fault> faults = [];
        SettingsFile.Read(edited.Edited, faults);
        return [.. faults.Select(ErrorOf).DistinctBy(e => e.Field)];
    }

    private async Task<FieldError?> SaveAsync(SentForm sent)
    {
        var changes = edited.Edited;
        if (changes.Count == 0)
        {
            Notices.Say(T.NothingEdited);
            return null;
        }
        var faults = await Service.SaveAsync(sent.Ticket, changes, edited.Seen);
        await InTurnAsync(ReadAsync);
        if (faults.Count == 0)
            edited.Settle(changes);
        else
            edited.See();
        return await SayAsync(faults, T.Saved);
    }

    private async Task<FieldError?> UndoAsync(SentForm sent)
    {
        var before = edited.View;
        var faults = await Service.SaveAsync(
            sent.Ticket,
            Undoable,
            before.All.Where(s => !s.Locked).ToDictionary(s => s.Name, s => s.Stored)
        );
        await InTurnAsync(ReadAsync);
        return await SayAsync(faults, T.Undone) is { } error ? error with { Field = null } : null;
    }

    private async Task<FieldError?> SayAsync(IReadOnlyList<Fault> faults, MarkupString done)
    {
        StateHasChanged();
        await EditedAsync();
        if (faults.Count > 0)
            return ErrorOf(faults[0]);
        Notices.Say(done);
        return null;
    }

    private MarkupString? Author(LastChange change) =>
        change switch
        {
            { By: { } who } => Markup.Of(who),
            { Kind: ActorKind.Operator } => T.ByOperator,
            { Kind: ActorKind.System } => T.ByProgram,
            // An account that is long gone has no name.
            _ => null,
        };

    private FieldError ErrorOf(Fault fault)
    {
        var name = fault.Place.Path.Split('.', '[').ElementAtOrDefault(1);
        var field = edited.View.All.Any(s => s.Name == name) ? name : null;
        var reason = HiddenIn(fault) ?? Markup.Of(new FaultWords(Frame.Language.Culture).Reason(fault));
        return new FieldError(field, field is null ? reason : new MarkupString($"{T.NameOf(field)}: {reason}"));
    }
}
