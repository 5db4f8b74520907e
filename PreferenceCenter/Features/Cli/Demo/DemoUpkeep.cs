using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.PrivacyRequests;
using PreferenceCenter.PrivacyRequests.Erasure;
using PreferenceCenter.Schedule;
using PreferenceCenter.Staff;

namespace PreferenceCenter.Features.Cli.Demo;

/// <summary>
/// What the program and the recipients do by themselves in the demo's past: emails go out, extensions take effect,
/// recipients are told and answer, erasures are finished on the days after.
/// </summary>
internal sealed class DemoUpkeep
{
    /// <summary>The recipient who still owes an answer to what was told lately.</summary>
    private const string Slow = "print-house";

    private readonly DemoClock clock;
    private readonly DemoStaff staff;
    private readonly DemoOutbox outbox;
    private readonly RecipientRegister recipients;
    private readonly PrivacyRequestJob job;
    private readonly ErasureCleanup cleanup;
    private readonly ILogger logger;
    private readonly DateTimeOffset lately;
    private readonly HashSet<MailKind> failed = [];
    private bool impossible = true;

    public DemoUpkeep(
        IServiceProvider center,
        DemoClock clock,
        DemoStaff staff,
        StaffAuthorizer authorizer,
        DemoOutbox outbox,
        DateTimeOffset end
    )
    {
        (this.clock, this.staff, this.outbox, lately) = (clock, staff, outbox, end.AddDays(-32));
        recipients = ActivatorUtilities.CreateInstance<RecipientRegister>(center, authorizer, clock);
        job = ActivatorUtilities.CreateInstance<PrivacyRequestJob>(
            center,
            recipients,
            ActivatorUtilities.CreateInstance<RequestDigest>(center, clock),
            clock
        );
        cleanup = ActivatorUtilities.CreateInstance<ErasureCleanup>(center, clock);
        logger = center.GetRequiredService<ILogger<DemoUpkeep>>();
    }

    /// <summary>The keys of the recipients that the demo makes.</summary>
    public static IReadOnlyList<string> Recipients { get; } = ["email-sender", Slow, "web-analysis"];

    public async Task AddRecipientsAsync()
    {
        foreach (var (key, name, purpose, transfer) in DemoWords.Recipients)
            await recipients.AddAsync(
                key,
                name,
                purpose,
                transfer,
                $"privacy@{key}.{DemoNames.Domain}",
                staff.By(StaffRole.Owner)
            );
    }

    /// <summary>Plans what follows a step on a request, then and on the next days.</summary>
    public void Follow(PrivacyRequestKind kind, bool extends)
    {
        var now = clock.GetUtcNow();
        Settle();
        if (extends)
            clock.Plan(now.AddMinutes(1), () => job.RunAsync(new WorkRun(job.Name, logger), CancellationToken.None));
        if (
            kind
            is not (PrivacyRequestKind.Erasure or PrivacyRequestKind.Restriction or PrivacyRequestKind.Rectification)
        )
            return;
        clock.Plan(now.AddDays(1), TellAsync);
        clock.Plan(now.AddDays(3), AnswerAsync);
    }

    /// <summary>
    /// Plans what follows an erasure: it is cleaned up and certified on the next day, and the address of the certificate
    /// goes on the day after.
    /// </summary>
    public void FollowErasure()
    {
        var now = clock.GetUtcNow();
        foreach (var minutes in new[] { 0, 2, 4, 24 * 60 + 4 })
            clock.Plan(now.AddDays(1).AddMinutes(minutes), CleanAsync);
    }

    private void Settle() => outbox.Settle(clock.GetUtcNow(), Failure);

    private async Task TellAsync()
    {
        await recipients.TellAsync(new WorkRun(job.Name, logger), CancellationToken.None);
        Settle();
    }

    private async Task CleanAsync()
    {
        await cleanup.RunAsync(new WorkRun(cleanup.Name, logger), CancellationToken.None);
        Settle();
    }

    private async Task AnswerAsync()
    {
        foreach (var notice in await recipients.UnansweredAsync(CancellationToken.None))
            if (notice.Recipient != Slow || clock.GetUtcNow() < lately)
            {
                var why = impossible && notice.Kind == PrivacyRequestKind.Rectification ? DemoWords.Impossible : null;
                impossible &= why is null;
                await recipients.AnswerAsync(notice.Id, why, staff.By(StaffRole.Privacy));
            }
    }

    // One of each of these kinds, lately.
    private (MailState, string)? Failure(ClaimedMail mail) =>
        mail.CreatedAt < lately ? null
        : mail.Kind == MailKind.RequestReceived && failed.Add(mail.Kind)
            ? (MailState.Dead, "550 5.1.1 The mailbox does not exist")
        : mail.Kind == MailKind.RequestAnswer && mail.CreatedAt > lately.AddDays(12) && failed.Add(mail.Kind)
            ? (MailState.Uncertain, "The connection was cut after the content went out")
        : mail.Kind == MailKind.RecipientNotice
        && mail.Address?.Contains(Slow, StringComparison.Ordinal) == true
        && failed.Add(mail.Kind)
            ? (MailState.Dead, "554 5.7.1 Relay access denied")
        : null;
}
