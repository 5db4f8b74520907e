using Microsoft.AspNetCore.Components;
using PreferenceCenter.Catalogue;
using PreferenceCenter.Catalogue.Settings;
using PreferenceCenter.Domain;
using PreferenceCenter.Faults;
using PreferenceCenter.Shared.Localisation;

namespace PreferenceCenter.Features.Console.Settings;

/// <summary>
/// The first set-up, step by step. What is saved stays, so that it can be left and gone on with, also by another owner.
/// </summary>
public sealed partial class SetUpPage
{
    private readonly SettingsForm settings = new();
    private readonly SetUpForm words = new();
    private SetUpState? state;
    private bool mailed;

    [Inject]
    private SetUpService Service { get; set; } = default!;

    [Inject]
    private SettingsService Site { get; set; } = default!;

    [Inject]
    private ConsoleNotices Notices { get; set; } = default!;

    private SetUpTexts T => Texts<SetUpTexts>();
    private SettingsTexts S => Texts<SettingsTexts>();

    protected override Task OnInitializedAsync() => FollowAsync(ReadAsync);

    private Task ReadAsync()
    {
        var first = state is null;
        state = Service.Read(Ticket);
        settings.Take(Site.Read(Ticket));
        if (first && !state.Site)
            Empty();
        // Of the site as it is, also where somebody else has said so.
        if (state is { Site: true, Form: null })
            words.Propose(settings.View["languages"].Value.Split(','), language => Service.Words(Ticket, language));
        return Task.CompletedTask;
    }

    // Languages that nobody chose are asked, not proposed.
    private void Empty()
    {
        if (settings.View["languages"].Source == SettingSource.Default)
            settings.Languages = [Frame.Language.Code];
    }

    private List<FieldError> CheckSite()
    {
        List<Fault> faults = [];
        SettingsFile.Read(settings.Edited, faults);
        faults.AddRange(
            SiteField
                .All.Where(f => SiteFacts.Required.Contains(f.Key) && settings[f.Name].Trim().Length == 0)
                .Select(f => new Fault($"site.{f.Name}", FaultCode.Missing))
        );
        return [.. faults.Select(SettingError).DistinctBy(e => e.Field)];
    }

    private async Task<FieldError?> SaveSiteAsync(SentForm sent)
    {
        var edited = settings.Edited;
        var faults = await Site.SaveAsync(sent.Ticket, edited, settings.Seen);
        await InTurnAsync(ReadAsync);
        if (faults.Count > 0)
        {
            settings.See();
            return SettingError(faults[0]);
        }
        settings.Settle(edited);
        Notices.Say(T.Saved);
        return null;
    }

    private async Task<FieldError?> PublishAsync(SentForm sent)
    {
        var faults = await Service.BeginAsync(sent.Ticket, words.Words);
        await InTurnAsync(ReadAsync);
        if (faults.Count > 0)
            return WordError(faults[0]);
        Notices.Say(T.Published);
        return null;
    }

    private async Task SendTestAsync()
    {
        var refusal = await Service.SendTestAsync(Ticket, Frame.Language, Gone);
        mailed = refusal is null;
        if (refusal is null)
            Notices.Say(T.Sent);
        else
            Notices.Refuse(T.NotSent.With(Markup.Of(refusal)));
    }

    private MarkupString Reason(Fault fault) => Markup.Of(new FaultWords(Frame.Language.Culture).Reason(fault));

    private FieldError SettingError(Fault fault)
    {
        var name = fault.Place.Path.Split('.', '[').ElementAtOrDefault(1);
        var field = settings.View.All.Any(s => s.Name == name) ? name : null;
        var reason = HiddenIn(fault) ?? Reason(fault);
        return new FieldError(field, field is null ? reason : new MarkupString($"{S.NameOf(field)}: {reason}"));
    }

    // Texts of a file are named by their language and field.
    private FieldError WordError(Fault fault)
    {
        var field =
            fault.Place.Path.Split('.') is [.., "texts", var language, var name] && words.Languages.Contains(language)
                ? SetUpForm.NameOf(language, name == "statement" ? "name" : name)
                : null;
        return new FieldError(field, Reason(fault));
    }
}
