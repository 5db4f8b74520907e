using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.PrivacyRequests;
using PreferenceCenter.Staff;
using PreferenceCenter.Tests.Http;
using PreferenceCenter.Tests.Http.Requests;
using PreferenceCenter.Tests.Permissions;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Features.Console;

/// <summary>
/// Tests that every act of the console happens once: a double click, a second tab, a form sent again after a restart.
/// The acts are found by reflection: what an auditor is refused acts, and needs a case in
/// <see cref="ConsoleActs"/>.
/// </summary>
public sealed class DoubleActTests
{
    private static readonly JsonSerializerOptions WithTuples = new() { IncludeFields = true };

    [DatabaseFact]
    public async Task Every_action_of_the_console_sent_twice_is_done_once_and_answered_alike()
    {
        await using var acts = await ConsoleActs.StartAsync();
        var auditor = acts.TicketOf(StaffRole.Auditor);
        foreach (var action in ActingMethod.OfConsole)
        {
            if (await action.TryAsync(acts.Web.Services, auditor) is not UnauthorizedAccessException)
                continue;
            if (ConsoleActs.Readings.Contains($"{action}"))
                continue;
            var sending = await acts.SendingAsync(action.ToString());
            var before = acts.Web.Rows();
            var first = await InvokeAsync(acts, action, sending);
            var after = acts.Web.Rows();
            Assert.False(
                before.SequenceEqual(after),
                $"{action} did nothing in its case: {JsonSerializer.Serialize(first, WithTuples)}"
            );
            var second = await InvokeAsync(acts, action, sending);
            Assert.Equal(after.Except(acts.Web.Rows()), []);
            Assert.True(after.SequenceEqual(acts.Web.Rows()), $"{action} wrote twice");
            Assert.Equal(JsonSerializer.Serialize(first, WithTuples), JsonSerializer.Serialize(second, WithTuples));
        }
    }

    [DatabaseFact]
    public async Task Both_presses_of_a_double_click_at_once_write_one_line()
    {
        await using var center = await RequestCenter.StartAsync();
        var row = await center.TakeAsync(PrivacyRequestKind.Access, "ada@people.example");
        var form = RandomId.New();
        Task<PrivacyRequestRefusal> Note(string text, Guid key) =>
            center.Work.NoteAsync(row.Id, text, ConsoleActs.By(center.Privacy, key, text));
        var both = await Task.WhenAll(Note("Once.", form), Note("Once.", form));
        Assert.Equal([PrivacyRequestRefusal.None, PrivacyRequestRefusal.None], both);
        Assert.Single(center.Steps(row), PrivacyRequestStep.Noted);
        // Another text is another act, and so is the same text in a form that was opened anew.
        await Note("Twice.", form);
        await Note("Once.", RandomId.New());
        Assert.Equal(3, center.Steps(row).Count(s => s == PrivacyRequestStep.Noted));
    }

    [DatabaseFact]
    public async Task A_letter_taken_in_twice_is_one_request_and_both_are_told_its_reference()
    {
        await using var center = await RequestCenter.StartAsync();
        var form = RandomId.New();
        Task<IntakeResult> Take() =>
            center.Intake.TakeAsync(
                new Intake(
                    PrivacyRequestKind.Access,
                    PrivacyRequestOrigin.Letter,
                    SiteCalendar.Utc.DayOf(center.Web.Now),
                    "ada@people.example",
                    null,
                    "What do you hold?"
                ),
                ConsoleActs.By(center.Privacy, form, "")
            );
        var both = await Task.WhenAll(Take(), Take());
        Assert.Equal(both[0], both[1]);
        Assert.False(both[0].Joined);
        await using var context = center.Web.Get<Database>().CreateContext();
        Assert.Equal(both[0].Reference, Assert.Single(context.Requests).Reference);
        Assert.Single(await center.Web.MailsAsync());
    }

    [DatabaseFact]
    public async Task A_refused_form_can_be_corrected_and_an_ended_sign_in_is_not_told_what_was_done()
    {
        await using var center = await RequestCenter.StartAsync();
        var row = await center.TakeAsync(PrivacyRequestKind.Access, "ada@people.example");
        var by = ConsoleActs.By(center.Privacy, RandomId.New(), "");
        Assert.Equal(PrivacyRequestRefusal.Incomplete, await center.Work.NoteAsync(row.Id, " ", by));
        Assert.Equal(PrivacyRequestRefusal.None, await center.Work.NoteAsync(row.Id, "Words.", by));
        await center.Web.Get<StaffAccounts>().DismissAsync(by.Ticket!.Account, StaffBy.System);
        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => center.Work.NoteAsync(row.Id, "Words.", by));
    }

    [DatabaseFact(PostgresInLongTests = true)]
    public async Task Keys_are_kept_for_a_week_and_bear_no_moment()
    {
        await using var center = await RequestCenter.StartAsync();
        var row = await center.TakeAsync(PrivacyRequestKind.Access, "ada@people.example");
        await center.Work.NoteAsync(row.Id, "Words.", ConsoleActs.By(center.Privacy, RandomId.New(), ""));
        var store = center.Web.Get<RetentionStore>();
        store.ForgetForms(center.Web.Now.AddDays(6));
        using (var context = center.Web.Get<Database>().CreateContext())
            Assert.Equal(TimeSpan.Zero, Assert.Single(context.OnceKeys).Until.TimeOfDay);
        store.ForgetForms(center.Web.Now.AddDays(8));
        using (var context = center.Web.Get<Database>().CreateContext())
            Assert.Empty(context.OnceKeys);
    }

    private static async Task<object?> InvokeAsync(ConsoleActs acts, ActingMethod action, object?[] given)
    {
        await using var scope = acts.Web.Get<IServiceScopeFactory>().CreateAsyncScope();
        // What a case does not say is as the method has it.
        object?[] all = [.. given, .. action.Method.GetParameters().Skip(given.Length).Select(p => p.DefaultValue)];
        var doing = action.Method.Invoke(scope.ServiceProvider.GetRequiredService(action.Service), all);
        if (doing is not Task task)
            return doing;
        await task;
        return task.GetType().GetProperty("Result")?.GetValue(task);
    }
}
