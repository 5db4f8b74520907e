using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Components;
using PreferenceCenter.Catalogue.Drafts;
using PreferenceCenter.Catalogue.Forms;
using PreferenceCenter.Domain;
using PreferenceCenter.Faults;
using PreferenceCenter.Features.Console.Charts;
using PreferenceCenter.Features.Console.Drafts;
using PreferenceCenter.Shared.Localisation;
using PreferenceCenter.Staff;

namespace PreferenceCenter.Features.Console.Forms;

/// <summary>The desk on which a form is edited.</summary>
public sealed partial class FormDesk : DraftDesk
{
    private EditedForm? form;
    private DraftPreview? preview;
    private bool wide;
    private FormPart part;

    [Inject]
    private FormEditService Service { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Parameter, EditorRequired]
    public string Key { get; set; } = "";

    internal override DraftForm? Form => form;

    internal override bool MayEdit => Who.Has(StaffPolicies.ManageCatalogue);

    private FormsTexts T => Texts<FormsTexts>();
    private string Colon => Frame.Texts.Colon;
    private FaultWords Words => new(Frame.Language.Culture);

    private MarkupString Told(long count) => ToldCount.Of(count, Texts<ToldTexts>(), Frame.Language.Culture);

    internal override MarkupString Name => Named(FormFields.Title, Key);

    internal override MarkupString NameOf(string path) => T.NameOf(path);

    internal override string? FieldOf(Fault fault) => FormFields.OfFault(fault.Place.Path);

    internal override IEnumerable<MarkupString> Meaning()
    {
        var (read, changed) = (form!.Read, form.Read.Draft.Changes.Count > 0);
        if (!changed && !read.IsNew)
        {
            yield return read.Standing == FormStanding.Hidden ? T.MeansHidden : T.MeansSame;
            yield break;
        }
        yield return read.IsNew ? T.MeansNew : T.MeansVersion.With(new(Invariant($"{read.Version + 1}")));
        if (read.Standing == FormStanding.Archived)
            yield return T.ReopenText;
        if (read.Standing == FormStanding.Published)
            yield return T.MeansCopies;
        yield return T.MeansNobody;
    }

    internal override MarkupString? ValueOf(string path, JsonNode value) =>
        path == FormFields.State
            ? T.Of(value.ToString() == "published" ? FormStanding.Published : FormStanding.Archived)
        : path == FormFields.Topics && value is JsonArray { Count: > 0 } list
            ? Markup.Of(string.Join(", ", list.Select(key => NameOfTopic(key!.ToString()))))
        : null;

    private string NameOfTopic(string key) => form!.Read.Topics.FirstOrDefault(t => t.Key == key)?.Name ?? key;

    internal override Task<IReadOnlyList<Fault>> PublishAsync(Guid seen) =>
        Service.PublishAsync(Ticket?.Sending(RandomId.New(), Key), Key, seen);

    internal override Task<bool> DiscardAsync(Guid seen) => Service.DiscardAsync(Ticket, Key, seen);

    internal override Task<bool> ScheduleAsync(Guid seen, DateTime? local) =>
        Service.ScheduleAsync(Ticket, Key, seen, local);

    internal override Func<Task>? UndoAfter() =>
        form!.Read is { Version: > 0 and var before }
            ? async () =>
            {
                Answer(await PublishAgainAsync(before, before + 1), T.IsPublished.With(Name));
                await ReloadAsync();
            }
            : null;

    private protected override void Leave() => Navigation.NavigateTo(Frame.To("/staff/forms"));

    private protected override Task<EditResult> EditAsync(string path, JsonNode? seen, JsonNode? value) =>
        Service.EditAsync(Ticket, Key, path, seen, value);

    private protected override Task ShowAsync() => preview?.ShowAsync() ?? Task.CompletedTask;

    private protected override async Task<IReadOnlyList<ShownText>> ReadAsync()
    {
        var now = await Service.ReadAsync(Ticket, Key, Frame.Language.Code, Gone);
        if (now is not null && form is not null)
            return form.Receive(now);
        form = now is null ? null : new EditedForm(now);
        return [];
    }

    private Task<string?> WriteAsync(bool dark) =>
        Service.PreviewAsync(Ticket, new FormPreview(form!.Entry, Tongue, dark) { Part = part });

    private Task TurnAsync(string chosen)
    {
        part = Enum.Parse<FormPart>(chosen);
        return ShowAsync();
    }

    private MarkupString? FaultAt(string path) =>
        form!.Read.Faults.FirstOrDefault(f => FieldOf(f) == path) is { } fault ? Markup.Of(Words.Reason(fault)) : null;

    private async Task HistoryAsync()
    {
        if (await FormHistoryDialog.ShowAsync(Dialogs, Key, form!.Read.Version, Name, MayEdit, ValueOf))
            await ReloadAsync();
    }

    /// <returns>What is wrong; nothing where the version is published again.</returns>
    private Task<IReadOnlyList<Fault>> PublishAgainAsync(int version, int seen) =>
        Service.RestoreAsync(Ticket?.Sending(RandomId.New(), Key), Key, version, seen);

    private async Task RestoreAsync(int version, Phrase question, MarkupString text)
    {
        var seen = form!.Read.Version;
        if (!await ConfirmDialog.AskAsync(Dialogs, question.With(Name), T.PublishAgain, Say(text), final: false))
            return;
        Answer(await PublishAgainAsync(version, seen), T.IsPublished.With(Name));
        await ReloadAsync();
    }

    private async Task ArchiveAsync()
    {
        var seen = form!.Read.Version;
        if (
            !await ConfirmDialog.AskAsync(
                Dialogs,
                T.ArchiveQuestion.With(Name),
                T.ArchiveYes,
                Say(T.ArchiveText),
                final: false
            )
        )
            return;
        var sent = Ticket?.Sending(RandomId.New(), Key);
        Answer(await Service.ArchiveAsync(sent, Key, seen), T.IsArchived.With(Name));
        await ReloadAsync();
    }

    private void Answer(IReadOnlyList<Fault> faults, MarkupString done)
    {
        if (faults.Count == 0)
            Said.Say(done);
        else
            Said.Refuse(Markup.Of(Words.Reason(faults[0])));
    }

    private static RenderFragment Say(MarkupString words) =>
        builder => builder.AddMarkupContent(0, $"<p>{words.Value}</p>");
}

/// <summary>A form as its editor shows it.</summary>
internal sealed class EditedForm(FormEdit read) : DraftForm(read)
{
    public new FormEdit Read => (FormEdit)base.Read;
}
