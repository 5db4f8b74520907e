using System.Net;
using PreferenceCenter.Catalogue;
using PreferenceCenter.Catalogue.Bundles;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Faults;
using PreferenceCenter.Mail.Messages;
using PreferenceCenter.Mail.Transport;
using PreferenceCenter.PrivacyRequests.Retention;
using PreferenceCenter.Shared.Localisation;
using PreferenceCenter.Staff;

namespace PreferenceCenter.Features.Console.Settings;

/// <summary>
/// The first set-up: a first topic with its notice and form, and a test email. Who the site is is saved as settings are.
/// </summary>
internal sealed class SetUpService(
    StaffAuthorizer staff,
    CatalogueCache catalogue,
    BundleChanges bundles,
    Database database,
    DirectMail mail,
    MailOptions options,
    IHostEnvironment environment,
    RetentionSettings retention,
    Site site,
    TimeProvider clock
) : ConsoleService(staff)
{
    public SetUpState Read(StaffTicket? ticket)
    {
        Demand(ticket, StaffPolicies.ManageCatalogue);
        using var context = database.CreateContext();
        var now = catalogue.Refresh();
        return new SetUpState(
            site.IsSetUp,
            FormOf(now),
            context.StaffAccounts.Count(a => a.DismissedAt == null && a.PasswordHash != null)
        )
        {
            Topic = now.Topics.FirstOrDefault(t => t.Topic.State == TopicState.Published)?.Key,
            WrittenTo = options.Transport == MailTransportKind.Pickup ? options.PickupDirectory : null,
            ReadsEmails = environment.IsDevelopment(),
        };
    }

    /// <summary>Wording to begin with, by language and field.</summary>
    public IReadOnlyDictionary<string, string> Words(StaffTicket? ticket, string language)
    {
        Demand(ticket, StaffPolicies.ManageCatalogue);
        return StarterWords.In(language, site.Facts, (int)Math.Round(retention.Evidence.TotalDays / 365.25));
    }

    /// <summary>
    /// Publishes the first topic, the notice and the form, by the plans that files are applied by. Where somebody else
    /// has published a form meanwhile, nothing is done.
    /// </summary>
    /// <param name="words">By language and field.</param>
    /// <returns>What is wrong; nothing where it is done.</returns>
    public async Task<IReadOnlyList<Fault>> BeginAsync(
        StaffTicket? ticket,
        IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> words
    )
    {
        var who = Demand(ticket, StaffPolicies.ManageCatalogue);
        List<Fault> faults = [];
        var bundle = FirstCatalogue.Of(words, site.Facts, faults);
        return bundle is null || faults.Count > 0
            ? faults
            : (await bundles.ApplyAsync(now => FormOf(now) is null ? bundle : null, who.By)).Faults;
    }

    /// <summary>Sends an email to the account's own address, as all emails are sent.</summary>
    /// <returns>Why it was not sent; null where the mail server has taken it.</returns>
    public async Task<string?> SendTestAsync(StaffTicket? ticket, PageLanguage language, CancellationToken cancel)
    {
        var who = Demand(ticket, StaffPolicies.ManageCatalogue);
        var texts = language.Texts<SetUpTexts>();
        var (body, foot) = (WebUtility.HtmlDecode(texts.MailBody.Value), $"{site.Name}, {site.PostalAddress}");
        var content = new MailContent(
            language.Code,
            WebUtility.HtmlDecode(texts.Mail.Value),
            $"<p>{WebUtility.HtmlEncode(body)}</p><p>{WebUtility.HtmlEncode(foot)}</p>",
            $"{body}\n\n{foot}\n"
        );
        var now = clock.GetUtcNow();
        var outcome = await mail.SendAsync(
            new OutgoingMail(Guid.CreateVersion7(now), who.Address, content, now),
            cancel
        );
        return outcome.Verdict == MailVerdict.Sent ? null : outcome.ToString();
    }

    private static string? FormOf(CatalogueSnapshot now) =>
        now
            .Forms.Values.Where(f => f.Published)
            .OrderBy(f => f.Key != FirstCatalogue.Form)
            .ThenBy(f => f.Key, StringComparer.Ordinal)
            .FirstOrDefault()
            ?.Key;
}
