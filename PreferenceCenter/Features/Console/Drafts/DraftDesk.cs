using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using PreferenceCenter.Catalogue.Drafts;
using PreferenceCenter.Data;
using PreferenceCenter.Faults;
using PreferenceCenter.Shared.Localisation;

namespace PreferenceCenter.Features.Console.Drafts;

/// <summary>
/// Base of the desks on which drafts are edited: it reads the entry, saves what is typed a moment later, and shows what
/// others changed meanwhile. Readings and savings wait for each other, so a reading never shows a field as it was before
/// its saving.
/// </summary>
public abstract class DraftDesk : ConsolePage, IAsyncDisposable
{
    private static readonly TimeSpan SavesAfter = TimeSpan.FromMilliseconds(500),
        SavesAgainAfter = TimeSpan.FromSeconds(2);
    private Task saving = Task.CompletedTask;

    [Inject]
    private protected IJSRuntime Script { get; set; } = default!;

    [Inject]
    private PreferenceCenter.Shared.Layouts.PageContexts Contexts { get; set; } = default!;

    /// <summary>What is edited; null where there is nothing.</summary>
    internal abstract DraftForm? Form { get; }

    /// <summary>The language whose texts are edited.</summary>
    internal string Tongue { get; private set; } = "";

    internal IReadOnlyList<PageLanguage> Tongues => Contexts.Languages.All;

    /// <summary>The languages in which the entry is named: the reader's, if it is one of the site, and the site's first.</summary>
    private IReadOnlyList<string> Spoken =>
        [.. Tongues.Select(t => t.Code).Where(code => code == Frame.Language.Code), Tongues[0].Code];

    /// <summary>Whether what was typed is being saved, or is to be.</summary>
    internal bool Saving => !saving.IsCompleted;

    /// <summary>Whether whoever looks may also edit.</summary>
    internal virtual bool MayEdit => true;

    /// <summary>What the entry is called.</summary>
    internal abstract MarkupString Name { get; }

    /// <summary>What the entry is called for the reader, by the field that names it in a language.</summary>
    private protected MarkupString Named(Func<string, string> field, string? otherwise) =>
        Markup.Of(
            Spoken.Select(language => Form!.Text(field(language))).FirstOrDefault(t => t.Length > 0) ?? otherwise
        );

    /// <summary>Whether the entry has been read once.</summary>
    private protected bool IsRead { get; private set; }

    /// <summary>What a field is called.</summary>
    internal abstract MarkupString NameOf(string path);

    /// <summary>The field that a fault is about; null where it is about none of the editor.</summary>
    internal abstract string? FieldOf(Fault fault);

    /// <summary>How a fault reads that is about no field.</summary>
    internal virtual string ReasonOf(FaultWords words, Fault fault) => words.Reason(fault);

    /// <summary>What publishing the draft does, in words.</summary>
    internal abstract IEnumerable<MarkupString> Meaning();

    /// <summary>Where what the entry still lacks is made, in the words of a link; null where it lacks nothing.</summary>
    internal virtual (MarkupString Words, string Path)? Next => null;

    /// <summary>How a value of a field reads; null for its text as it is.</summary>
    internal virtual MarkupString? ValueOf(string path, JsonNode value) => null;

    /// <returns>What is wrong; nothing where it is published.</returns>
    internal abstract Task<IReadOnlyList<Fault>> PublishAsync(Guid seen);

    /// <returns>False where somebody else has changed the draft since.</returns>
    internal abstract Task<bool> DiscardAsync(Guid seen);

    /// <returns>False where somebody else has changed the draft since.</returns>
    internal abstract Task<bool> ScheduleAsync(Guid seen, DateTime? local);

    /// <summary>What takes back a publish that is about to be made; null for the first one.</summary>
    internal abstract Func<Task>? UndoAfter();

    /// <summary>Whether a publish that is about to be made cannot be taken back.</summary>
    internal virtual bool IsFinal => UndoAfter() is null;

    /// <summary>Something that was never published was discarded: there is nothing to show any more.</summary>
    private protected abstract void Leave();

    /// <summary>Reads the entry into <see cref="Form"/>.</summary>
    /// <returns>The texts that others changed.</returns>
    private protected abstract Task<IReadOnlyList<ShownText>> ReadAsync();

    private protected abstract Task<EditResult> EditAsync(string path, JsonNode? seen, JsonNode? value);

    /// <summary>Shows what is typed now in the preview, if there is one.</summary>
    private protected abstract Task ShowAsync();

    protected override Task OnInitializedAsync()
    {
        Tongue = Spoken[0];
        return FollowAsync(LoadAsync);
    }

    internal async Task SpeakAsync(string language)
    {
        Tongue = language;
        StateHasChanged();
        await ShowAsync();
    }

    /// <summary>Takes what was typed: it is shown at once and saved a moment later.</summary>
    internal async Task TypeAsync(string path, JsonNode? value)
    {
        Form!.Type(path, value);
        if (saving.IsCompleted)
            saving = SaveSoonAsync(SavesAfter);
        await ShowAsync();
    }

    /// <summary>Saves what is typed now, and reads the entry as it is then.</summary>
    internal async Task KeepAsync()
    {
        await InTurnAsync(async () =>
        {
            await StoreAsync();
            await LoadAsync();
        });
        StateHasChanged();
    }

    internal async Task KeepMineAsync(string path)
    {
        Form!.KeepMine(path);
        await KeepAsync();
    }

    internal async Task TakeTheirsAsync(string path)
    {
        var text = Form!.TakeTheirs(path);
        await Script.InvokeVoidAsync("preferenceConsole.put", Gone, DraftPath.IdOf(path), null, text);
        await ReloadAsync();
        await ShowAsync();
    }

    /// <summary>Shows the field of a fault, in its language, and puts the focus there.</summary>
    internal async Task GoAsync(string path)
    {
        if (DraftPath.LanguageOf(path) is { } language && language != Tongue)
            await SpeakAsync(language);
        await Script.InvokeVoidAsync("preferenceConsole.focus", Gone, DraftPath.IdOf(path));
    }

    internal async Task ReloadAsync()
    {
        await InTurnAsync(LoadAsync);
        StateHasChanged();
    }

    /// <summary>The draft was discarded.</summary>
    internal async Task DiscardedAsync(bool isNew)
    {
        if (isNew)
            Leave();
        await ReloadAsync();
    }

    private async Task SaveSoonAsync(TimeSpan after)
    {
        await Task.Delay(after);
        try
        {
            while (Form!.Unsaved.Count > 0 && !Gone.IsCancellationRequested)
                await KeepAsync();
        }
        catch (OperationCanceledException) when (Gone.IsCancellationRequested) { }
        // The database is away for a moment: what is typed stays and is saved later.
        catch (Exception reason) when (TransientErrors.MayPass(reason) || TransientErrors.IsUnavailable(reason))
        {
            saving = SaveSoonAsync(SavesAgainAfter);
            return;
        }
        catch (Exception reason)
        {
            await DispatchExceptionAsync(reason);
        }
        if (!Gone.IsCancellationRequested)
            await InvokeAsync(StateHasChanged);
    }

    private async Task StoreAsync()
    {
        foreach (var path in Form!.Unsaved)
        {
            var (seen, value) = Form.EditOf(path);
            Form.Saved(path, value, await EditAsync(path, seen, value));
        }
    }

    private async Task LoadAsync()
    {
        var isFirst = Form is null;
        var changed = await ReadAsync();
        IsRead = true;
        if (isFirst || Form is null)
            return;
        // A field that is not on the page counts as shown.
        foreach (var text in changed)
            if (
                await Script.InvokeAsync<bool>(
                    "preferenceConsole.put",
                    Gone,
                    DraftPath.IdOf(text.Path),
                    text.From,
                    text.To
                )
            )
                Form.Shown(text.Path);
        await ShowAsync();
    }

    /// <summary>The page is left: what was typed a moment ago is kept too.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Form is { Unsaved.Count: > 0 } && Ticket is not null)
            try
            {
                await StoreAsync();
            }
            // The sign-in ended, which may be why the page goes.
            catch (UnauthorizedAccessException) { }
        Dispose();
        GC.SuppressFinalize(this);
    }
}
