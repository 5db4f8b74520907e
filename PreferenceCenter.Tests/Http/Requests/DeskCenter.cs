using MimeKit;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.PrivacyRequests;
using PreferenceCenter.Staff;
using PreferenceCenter.Tests.Http.Staff;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Http.Requests;

/// <summary>A centre with staff who see to requests, no page in between.</summary>
internal sealed class DeskCenter : IAsyncDisposable
{
    private DeskCenter(StaffCenter staff) => Staff = staff;

    public StaffCenter Staff { get; }
    public WebCenter Web => Staff.Web;
    public RequestIntake Intake => Web.Get<RequestIntake>();
    public RequestWork Work => Web.Get<RequestWork>();
    public RequestDecisions Decisions => Web.Get<RequestDecisions>();
    public RecipientRegister Recipients => Web.Get<RecipientRegister>();
    public StaffBy Owner => By(StaffRole.Owner);
    public StaffBy Privacy => By(StaffRole.Privacy);

    public static async Task<DeskCenter> StartAsync(params string[] settings) =>
        new(await StaffCenter.StartAsync(settings));

    public StaffBy By(StaffRole role)
    {
        using var context = Web.Get<Database>().CreateContext();
        var address = StaffCenter.AddressOf(role);
        return new StaffBy(
            new Actor(ActorKind.Staff, context.StaffAccounts.Single(a => a.Email == address).ActorId),
            Channel.Staff
        );
    }

    public async Task<RequestRow> AskAsync(Person person, RequestKind kind)
    {
        Assert.Equal(PreferenceCenter.Ledger.Writer.ChangeOutcome.Done, (await Web.AskAsync(person, kind)).Outcome);
        return Row(Web.RequestsOf(person).Single(r => r.Kind == kind && r.ClosedAt is null).Reference);
    }

    public async Task<RequestRow> TakeAsync(
        RequestKind kind,
        string? address,
        string? contact = null,
        DateOnly? on = null
    )
    {
        var taken = await Intake.TakeAsync(
            new Intake(
                kind,
                RequestOrigin.Letter,
                on ?? DateOnly.FromDateTime(Web.Now.UtcDateTime),
                address,
                contact,
                "As they wrote it."
            ),
            Privacy
        );
        Assert.Equal((RequestRefusal.None, false), (taken.Refusal, taken.Joined));
        return Row(taken.Reference!);
    }

    public RequestFolder Open(string reference) => Web.Get<RequestQueue>().Open(reference)!;

    public RequestRow Row(string reference) => Open(reference).Request;

    public RequestRow Again(RequestRow row) => Row(row.Reference);

    public IReadOnlyList<RequestStep> Steps(RequestRow row) => [.. Open(row.Reference).Lines.Select(l => l.Step)];

    /// <summary>What the minute brings, and its mails.</summary>
    public async Task<IReadOnlyList<MimeMessage>> MinuteAsync()
    {
        await Web.Get<RequestJob>().RunAsync();
        return await Web.MailsAsync();
    }

    public async Task<MimeMessage> AnswerAsync(string title) =>
        Assert.Single(await Web.MailsAsync(), m => m.Subject!.StartsWith(title, StringComparison.Ordinal));

    public ValueTask DisposeAsync() => Staff.DisposeAsync();
}
