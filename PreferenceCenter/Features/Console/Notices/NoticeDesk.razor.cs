using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Components;
using PreferenceCenter.Catalogue.Drafts;
using PreferenceCenter.Catalogue.Notices;
using PreferenceCenter.Domain;
using PreferenceCenter.Faults;
using PreferenceCenter.Features.Console.Drafts;
using PreferenceCenter.Shared.Localisation;
using PreferenceCenter.Staff;

namespace PreferenceCenter.Features.Console.Notices;

/// <summary>The desk on which a notice is edited.</summary>
public sealed partial class NoticeDesk : DraftDesk
{
    private NoticeForm? form;
    private DraftPreview? preview;
    private bool wide;

    [Inject]
    private NoticeEditService Service { get; set; } = default!;

    [Parameter, EditorRequired]
    public string Key { get; set; } = "";

    internal override DraftForm? Form => form;

    internal override bool MayEdit => Who.Has(StaffPolicies.ManageCatalogue);

    private NoticesTexts T => Texts<NoticesTexts>();

    internal override MarkupString Name => T.NameOf(Key, form!.Read.Topic);

    internal override MarkupString NameOf(string path) => T.NameOf(path);

    internal override string? FieldOf(Fault fault) => NoticeFields.OfFault(Key, fault.Place.Path);

    internal override IEnumerable<MarkupString> Meaning() => new NoticeMeaning(Frame, form!.Read).Sentences();

    internal override (MarkupString Words, string Path)? Next =>
        MayEdit && form!.Read.IsInNoForm ? (T.OfferInForm, "/staff/forms") : null;

    internal override MarkupString? ValueOf(string path, JsonNode value) =>
        path == NoticeFields.Change ? T.NewPurpose : null;

    internal override Task<IReadOnlyList<Fault>> PublishAsync(Guid seen) =>
        Service.PublishAsync(Ticket?.Sending(RandomId.New(), Key), Key, seen);

    internal override Task<bool> DiscardAsync(Guid seen) => Service.DiscardAsync(Ticket, Key, seen);

    internal override Task<bool> ScheduleAsync(Guid seen, DateTime? local) =>
        Service.ScheduleAsync(Ticket, Key, seen, local);

    internal override Func<Task>? UndoAfter()
    {
        if (form!.Read is not { Number: > 0 and var before })
            return null;
        return async () =>
        {
            // The version that followed; if another one did since, nothing is published.
            var versions = await Service.HistoryAsync(Ticket, Key, Gone);
            if (versions.LastOrDefault(v => v.Number > before) is { } published)
                await RestoreAsync(versions.First(v => v.Number == before), published.Number);
        };
    }

    // Consent to an older purpose ends on its day, whatever is published afterwards.
    internal override bool IsFinal => base.IsFinal || form!.Text(NoticeFields.Change) == NoticeFields.Purpose;

    private protected override void Leave() { }

    private protected override Task<EditResult> EditAsync(string path, JsonNode? seen, JsonNode? value) =>
        Service.EditAsync(Ticket, Key, path, seen, value);

    private protected override Task ShowAsync() => preview?.ShowAsync() ?? Task.CompletedTask;

    private protected override async Task<IReadOnlyList<ShownText>> ReadAsync()
    {
        var now = await Service.ReadAsync(Ticket, Key, Frame.Language.Code, Gone);
        if (now is not null && form is not null)
            return form.Receive(now);
        form = now is null ? null : new NoticeForm(now);
        return [];
    }

    private Task<string?> WriteAsync(bool dark) =>
        Service.PreviewAsync(Ticket, new NoticePreview(Key, form!.Entry, Tongue, dark));

    private MarkupString? FaultAt(string path) =>
        form!.Read.Faults.FirstOrDefault(f => FieldOf(f) == path) is { } fault
            ? Markup.Of(new FaultWords(Frame.Language.Culture).Reason(fault))
            : null;

    private async Task HistoryAsync()
    {
        if (await NoticeHistoryDialog.ShowAsync(Dialogs, Key, form!.Read.Number, Name, MayEdit))
            await ReloadAsync();
    }

    private async Task UndoAsync()
    {
        var seen = form!.Read.Number;
        var before = (await Service.HistoryAsync(Ticket, Key, Gone)).Skip(1).FirstOrDefault();
        if (
            before is null
            || !await ConfirmDialog.AskAsync(
                Dialogs,
                T.UndoQuestion.With(new(before.Name)),
                T.UndoYes,
                builder => builder.AddMarkupContent(0, $"<p>{T.UndoText}</p>"),
                final: false
            )
        )
            return;
        await RestoreAsync(before, seen);
    }

    private async Task RestoreAsync(NoticeVersion former, int seen)
    {
        var faults = await Service.RestoreAsync(Ticket?.Sending(RandomId.New(), Key), Key, former.Number, seen);
        if (faults.Count == 0)
            Said.Say(T.IsRestored.With(new(former.Name)));
        else
            Said.Refuse(Markup.Of(new FaultWords(Frame.Language.Culture).Reason(faults[0])));
        await ReloadAsync();
    }
}

/// <summary>A notice as its editor shows it.</summary>
internal sealed class NoticeForm(NoticeEdit read) : DraftForm(read)
{
    public new NoticeEdit Read => (NoticeEdit)base.Read;
}
