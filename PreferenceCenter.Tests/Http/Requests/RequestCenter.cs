using System.Security.Cryptography;
using MimeKit;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Events;
using PreferenceCenter.PrivacyRequests;
using PreferenceCenter.Staff;
using PreferenceCenter.Tests.Http.Staff;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Http.Requests;

/// <summary>Centre with staff who handle privacy requests, called directly and not through pages.</summary>
internal sealed class RequestCenter : IAsyncDisposable
{
    private readonly Dictionary<StaffRole, StaffBy> signedIn = [];

    private RequestCenter(StaffCenter staff) => Staff = staff;

    public StaffCenter Staff { get; }
    public WebCenter Web => Staff.Web;
    public PrivacyRequestIntake Intake => Web.Get<PrivacyRequestIntake>();
    public PrivacyRequestHandling Work => Web.Get<PrivacyRequestHandling>();
    public PrivacyRequestDecisions Decisions => Web.Get<PrivacyRequestDecisions>();
    public RecipientRegister Recipients => Web.Get<RecipientRegister>();
    public StaffBy Owner => By(StaffRole.Owner);
    public StaffBy Privacy => By(StaffRole.Privacy);

    public static async Task<RequestCenter> StartAsync(params string[] settings) =>
        new(await StaffCenter.StartAsync(settings));

    /// <summary>Invites an account as somebody of the staff, or as the operator, and sets its password.</summary>
    public async Task<StaffBy> LetInAsync(string address, StaffRole role, StaffBy? by = null)
    {
        var link = RandomNumberGenerator.GetBytes(32);
        Assert.Equal(
            StaffRefusal.None,
            await Web.Get<StaffAccounts>()
                .InviteAsync(EmailAddress.TryParse(address)!, role, "en", by ?? WebCenter.ByOperator, link)
        );
        Assert.True(await Web.Get<StaffOnboarding>().SetPasswordAsync(link, StaffCenter.Hash, null));
        return Staff.SignedInFor(address, Web.Now.AddYears(10)).By;
    }

    /// <summary>Sets the password again after a reset, by a link made for the test.</summary>
    public async Task SetPasswordAsync(StaffRole role)
    {
        var (link, account) = (RandomNumberGenerator.GetBytes(32), Staff.Account(role).Id);
        using (var context = Web.Get<Database>().CreateContext())
            context.Insert(
                new MailedLinkRow
                {
                    Hash = link,
                    Kind = MailedLinkKind.StaffPassword,
                    AccountId = account,
                    ExpiresAt = Web.Now + StaffRows.LinkFor,
                }
            );
        Assert.True(await Web.Get<StaffOnboarding>().SetPasswordAsync(link, StaffCenter.Hash, null));
    }

    /// <summary>Somebody of this role, signed in for as long as the test's clock may run.</summary>
    public StaffBy By(StaffRole role)
    {
        if (
            signedIn.TryGetValue(role, out var by)
            && Web.Get<StaffAuthorizer>().Ask(by.Ticket, StaffPolicies.UseConsole).Verdict == StaffVerdict.Welcome
        )
            return by;
        return signedIn[role] = Staff.SignedInFor(role, Web.Now.AddYears(10)).By;
    }

    public async Task<PrivacyRequestRow> AskAsync(Person person, PrivacyRequestKind kind)
    {
        Assert.Equal(PreferenceCenter.Ledger.Writer.ChangeOutcome.Done, (await Web.AskAsync(person, kind)).Outcome);
        return Row(Web.RequestsOf(person).Single(r => r.Kind == kind && r.ClosedAt is null).Reference);
    }

    public async Task<PrivacyRequestRow> TakeAsync(
        PrivacyRequestKind kind,
        string? address,
        string? contact = null,
        DateOnly? on = null
    )
    {
        var taken = await Intake.TakeAsync(
            new Intake(
                kind,
                PrivacyRequestOrigin.Letter,
                on ?? SiteCalendar.Utc.DayOf(Web.Now),
                address,
                contact,
                "As they wrote it."
            ),
            Privacy
        );
        Assert.Equal((PrivacyRequestRefusal.None, false), (taken.Refusal, taken.Joined));
        return Row(taken.Reference!);
    }

    public RequestFolder Open(string reference) => Web.Get<PrivacyRequestQueue>().Open(reference)!;

    public PrivacyRequestRow Row(string reference) => Open(reference).Request;

    public PrivacyRequestRow Again(PrivacyRequestRow row) => Row(row.Reference);

    public IReadOnlyList<PrivacyRequestStep> Steps(PrivacyRequestRow row) =>
        [.. Open(row.Reference).Lines.Select(l => l.Step)];

    /// <summary>Reasons of decisions as the log's evidence has them.</summary>
    public IReadOnlyList<string> ReasonsInLog()
    {
        using var context = Web.Get<Database>().CreateContext();
        return
        [
            .. context
                .Set<EvidenceRow>()
                .Select(e => e.Content)
                .AsEnumerable()
                .Select(content => content is null ? null : Evidence.Parse(content)?.Comment)
                .OfType<string>()
                .SelectMany(lines => lines.Split('\n')),
        ];
    }

    /// <summary>Runs the job of the minute and returns its mails.</summary>
    public async Task<IReadOnlyList<MimeMessage>> MinuteAsync()
    {
        await Web.RunAsync<PrivacyRequestJob>();
        return await Web.MailsAsync();
    }

    public async Task<MimeMessage> AnswerAsync(string title) =>
        Assert.Single(await Web.MailsAsync(), m => m.Subject!.StartsWith(title, StringComparison.Ordinal));

    public ValueTask DisposeAsync() => Staff.DisposeAsync();
}
