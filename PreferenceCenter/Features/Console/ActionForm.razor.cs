using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Components;
using MudBlazor;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;

namespace PreferenceCenter.Features.Console;

/// <summary>
/// Form of a console page. It has a key, so that what it sends happens once; it is busy while it is sent; errors stand
/// at their field and in a summary that has the focus; what was typed is kept as a draft on the server.
/// </summary>
public sealed partial class ActionForm : ConsolePage, IAsyncDisposable
{
    private static readonly TimeSpan SavesAfter = TimeSpan.FromSeconds(2);
    private static readonly JsonSerializerOptions Json = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
    private readonly string id = $"f{RandomId.New():N}";
    private Guid key = RandomId.New();
    private IReadOnlyList<FieldError> errors = [];
    private ElementReference summary;
    private bool working,
        asking,
        dirty,
        opened,
        toErrors;
    private DateTimeOffset? savedAt;
    private Task saving = Task.CompletedTask,
        writing = Task.CompletedTask;

    [Inject]
    private DraftService Drafts { get; set; } = default!;

    [Inject]
    private ConsoleNotices Notices { get; set; } = default!;

    /// <summary>Words of the button that sends the form.</summary>
    [Parameter, EditorRequired]
    public MarkupString Submit { get; set; }

    /// <summary>Sends the form by the sign-in with the form's key. Null when it is done, else why it is refused.</summary>
    [Parameter, EditorRequired]
    public Func<SentForm, Task<FieldError?>> Send { get; set; } = default!;

    /// <summary>What is wrong with what was typed; asked before anything is sent.</summary>
    [Parameter]
    public Func<IEnumerable<FieldError>>? Check { get; set; }

    /// <summary>Asks whether it is meant, where it cannot be undone.</summary>
    [Parameter]
    public Func<Task<bool>>? Confirm { get; set; }

    /// <summary>The typed fields: they belong to the key, are kept as a draft and emptied when the form is sent.</summary>
    [Parameter]
    public IReadOnlyList<FormField> Fields { get; set; } = [];

    /// <summary>Name of the draft; null where none is kept.</summary>
    [Parameter]
    public string? Draft { get; set; }

    /// <summary>The request that the draft is about.</summary>
    [Parameter]
    public Guid? Request { get; set; }

    /// <summary>Heading under which the form is folded; null where it is always open.</summary>
    [Parameter]
    public MarkupString? Summary { get; set; }

    [Parameter]
    public Variant Variant { get; set; } = Variant.Outlined;

    [Parameter]
    public Color Color { get; set; } = Color.Primary;

    [Parameter]
    public bool Disabled { get; set; }

    [Parameter]
    public string Class { get; set; } = "cols";

    /// <summary>What stands beside the button.</summary>
    [Parameter]
    public RenderFragment? Beside { get; set; }

    [Parameter]
    public RenderFragment<ActionForm>? ChildContent { get; set; }

    private FormTexts F => Texts<FormTexts>();

    private string Content =>
        JsonSerializer.Serialize(Fields.ToDictionary(f => f.Name, f => f.Get(), StringComparer.Ordinal), Json);

    /// <summary>Id of a field, for its label, its error and the link of the summary.</summary>
    public string IdOf(string field) => $"{id}-{field}";

    public string? Wrong(string field) => ErrorOf(field) is null ? null : "true";

    public MarkupString? ErrorOf(string field) => errors.FirstOrDefault(e => e.Field == field)?.Text;

    /// <summary>Ids of what describes a field: its help, and its error where it has one.</summary>
    public string? Describes(string field, string? help = null) =>
        ErrorOf(field) is null ? help : $"{help} {IdOf(field)}-error".TrimStart();

    protected override async Task OnInitializedAsync()
    {
        if (Draft is not { } name || !RendererInfo.IsInteractive)
            return;
        if (await Drafts.ReadAsync(Ticket, name, Gone) is not { } kept)
            return;
        var typed = JsonSerializer.Deserialize<Dictionary<string, string>>(kept.Text, Json) ?? [];
        foreach (var field in Fields)
            if (typed.TryGetValue(field.Name, out var value))
                field.Set(value);
        (key, savedAt, opened) = (kept.Key, kept.SavedAt, true);
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!toErrors)
            return;
        toErrors = false;
        await summary.FocusAsync();
    }

    /// <summary>Something was typed, or put into a field: it is saved as a draft soon.</summary>
    public void Typed()
    {
        dirty = true;
        if (Draft is not null && saving.IsCompleted)
            saving = SaveSoonAsync();
    }

    // Where the page was left meanwhile, that saved it.
    private async Task SaveSoonAsync()
    {
        await Task.Delay(SavesAfter);
        if (!dirty || Gone.IsCancellationRequested)
            return;
        try
        {
            await SaveAsync();
            StateHasChanged();
        }
        // The database is away for a moment: the next letter typed tries again, and so does leaving the page.
        catch (Exception reason) when (TransientErrors.MayPass(reason))
        {
            dirty = true;
        }
        catch (Exception reason)
        {
            await DispatchExceptionAsync(reason);
        }
    }

    private async Task SaveAsync()
    {
        dirty = false;
        var write = Drafts.SaveAsync(Ticket, new DraftOfForm(Draft!, Request, key, Content, AddressIn()));
        writing = write;
        savedAt = await write;
    }

    private string? AddressIn() => Fields.FirstOrDefault(f => f.Name == DraftOfForm.AddressField)?.Get();

    private async Task SendAsync()
    {
        if (working || asking)
            return;
        // Whatever comes of it, what was said of the action before does not stand beside it.
        Notices.Clear();
        errors = [.. Check?.Invoke() ?? []];
        if (errors.Count > 0)
        {
            (toErrors, opened) = (true, true);
            return;
        }
        if (!await IsSureAsync())
            return;
        working = true;
        try
        {
            // What is being sent is no draft any more, whatever becomes of this page meanwhile.
            var (sent, unsaved) = (Content, dirty);
            dirty = false;
            if (await Send(new SentForm(Ticket, key, sent)) is not { } refusal)
                await DoneAsync();
            else
            {
                dirty = unsaved;
                Refuse(refusal);
            }
        }
        finally
        {
            working = false;
        }
    }

    // The form may be gone with what it was about, which somebody else has changed.
    private void Refuse(FieldError refusal)
    {
        if (refusal.Field is null || Gone.IsCancellationRequested)
            Notices.Refuse(refusal.Text);
        else
            (errors, toErrors, opened) = ([refusal], true, true);
    }

    private async Task<bool> IsSureAsync()
    {
        if (Confirm is null)
            return true;
        asking = true;
        try
        {
            return await Confirm();
        }
        finally
        {
            asking = false;
        }
    }

    private async Task DoneAsync()
    {
        (key, opened) = (RandomId.New(), false);
        foreach (var field in Fields)
            field.Set("");
        if (Draft is not { } name)
            return;
        await writing;
        savedAt = null;
        await Drafts.DropAsync(Ticket, name);
    }

    /// <summary>The page is left: what was typed a moment ago is kept too.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Draft is not null && dirty && Ticket is not null)
            try
            {
                await SaveAsync();
            }
            // The sign-in ended, which may be why the page goes.
            catch (UnauthorizedAccessException) { }
        Dispose();
    }
}
