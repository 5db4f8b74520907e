using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using PreferenceCenter.Data;
using PreferenceCenter.Shared.Localisation;

namespace PreferenceCenter.Features.Console.Topics;

/// <summary>
/// The topics desk: it reads board and topic, saves what is typed a moment later, and shows what others changed
/// meanwhile. Readings and savings wait for each other, so a reading never shows a field as it was before its saving.
/// </summary>
public sealed partial class TopicsDesk : TopicHost, IAsyncDisposable
{
    private static readonly TimeSpan SavesAfter = TimeSpan.FromMilliseconds(500),
        SavesAgainAfter = TimeSpan.FromSeconds(2);
    private TopicBoardView board = new([]);
    private TopicForm? form;
    private TopicPreviewPane? preview;
    private Task saving = Task.CompletedTask;
    private bool read,
        wide;

    [Inject]
    private TopicsService Board { get; set; } = default!;

    [Inject]
    private TopicEditService Service { get; set; } = default!;

    [Inject]
    private ConsoleNotices Notices { get; set; } = default!;

    [Inject]
    private IJSRuntime Script { get; set; } = default!;

    [Inject]
    private PreferenceCenter.Shared.Layouts.PageContexts Contexts { get; set; } = default!;

    /// <summary>The topic in the editor; null for the board alone.</summary>
    [Parameter]
    public string? Key { get; set; }

    internal override bool Saving => !saving.IsCompleted;

    internal override IReadOnlyList<PageLanguage> Tongues => Contexts.Languages.All;

    private TopicsTexts T => Texts<TopicsTexts>();

    private MarkupString Name =>
        Markup.Of(form!.Text(TopicFields.Name(Tongues[0].Code)) is { Length: > 0 } name ? name : Key);

    protected override Task OnInitializedAsync()
    {
        Tongue = Tongues[0].Code;
        return FollowAsync(LoadAsync);
    }

    internal override async Task SpeakAsync(string language)
    {
        Tongue = language;
        StateHasChanged();
        await ShowAsync();
    }

    internal override async Task TypeAsync(string path, JsonNode? value)
    {
        form!.Type(path, value);
        if (saving.IsCompleted)
            saving = SaveSoonAsync(SavesAfter);
        await ShowAsync();
    }

    internal override async Task KeepAsync()
    {
        await InTurnAsync(async () =>
        {
            await StoreAsync();
            await LoadAsync();
        });
        StateHasChanged();
    }

    internal override async Task KeepMineAsync(string path)
    {
        form!.KeepMine(path);
        await KeepAsync();
    }

    internal override async Task TakeTheirsAsync(string path)
    {
        var text = form!.TakeTheirs(path);
        await Script.InvokeVoidAsync("preferenceConsole.put", Gone, TopicFields.IdOf(path), null, text);
        await ReloadAsync();
        await ShowAsync();
    }

    internal override async Task GoAsync(string path)
    {
        if (TopicFields.LanguageOf(path) is { } language && language != Tongue)
            await SpeakAsync(language);
        await Script.InvokeVoidAsync("preferenceConsole.focus", Gone, TopicFields.IdOf(path));
    }

    internal override async Task ReloadAsync()
    {
        await InTurnAsync(LoadAsync);
        StateHasChanged();
    }

    internal override async Task UndoAsync(int published)
    {
        var faults = await Service.RestoreAsync(
            Ticket?.Sending(Domain.RandomId.New(), Key!),
            Key!,
            published - 1,
            published
        );
        if (faults.Count == 0)
            Notices.Say(T.UndonePublish);
        else
            Notices.Refuse(Markup.Of(new Faults.FaultWords(Frame.Language.Culture).Reason(faults[0])));
        await ReloadAsync();
    }

    private Task ShowAsync() => preview?.ShowAsync() ?? Task.CompletedTask;

    private async Task SaveSoonAsync(TimeSpan after)
    {
        await Task.Delay(after);
        try
        {
            while (form!.Unsaved.Count > 0 && !Gone.IsCancellationRequested)
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
        foreach (var path in form!.Unsaved)
        {
            var (seen, value) = form.EditOf(path);
            form.Saved(path, value, await Service.EditAsync(Ticket, Key!, path, seen, value));
        }
    }

    private async Task LoadAsync()
    {
        board = await Board.BoardAsync(Ticket, Frame.Language.Code, Gone);
        var now = Key is null ? null : await Service.ReadAsync(Ticket, Key, Gone);
        read = true;
        if (now is null || form is null)
        {
            form = now is null ? null : new TopicForm(now);
            return;
        }
        var changed = form.Receive(now);
        foreach (var text in changed)
            if (
                text.Path.Contains($".{Tongue}", StringComparison.Ordinal) || TopicFields.LanguageOf(text.Path) is null
                    ? await Script.InvokeAsync<bool>(
                        "preferenceConsole.put",
                        Gone,
                        TopicFields.IdOf(text.Path),
                        text.From,
                        text.To
                    )
                    : true
            )
                form.Shown(text.Path);
        await ShowAsync();
    }

    /// <summary>The page is left: what was typed a moment ago is kept too.</summary>
    public async ValueTask DisposeAsync()
    {
        if (form is { Unsaved.Count: > 0 } && Ticket is not null)
            try
            {
                await StoreAsync();
            }
            // The sign-in ended, which may be why the page goes.
            catch (UnauthorizedAccessException) { }
        Dispose();
    }
}
