using PreferenceCenter.Domain;
using PreferenceCenter.PrivacyRequests;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Http.Requests;

/// <summary>
/// Tests the notification of recipients (GDPR article 19): each is informed, by id only, and the request stays open
/// until they answer.
/// </summary>
[Trait("Requirement", "RTS-12")]
public sealed class RecipientTests
{
    [DatabaseFact]
    public async Task An_erasure_is_done_when_each_has_answered_or_cannot()
    {
        await using var desk = await DeskCenter.StartAsync("Privacy:TwoPeople=false");
        Assert.Equal(
            PrivacyRequestRefusal.Incomplete,
            await desk.Recipients.AddAsync(
                "printer",
                "Printing house",
                "Prints the catalogue",
                null,
                "no address",
                desk.Privacy
            )
        );
        Assert.Equal(
            PrivacyRequestRefusal.None,
            await desk.Recipients.AddAsync(
                "printer",
                "Printing house",
                "Prints the catalogue",
                null,
                "dpo@printer.example",
                desk.Privacy
            )
        );
        Assert.Equal(
            PrivacyRequestRefusal.None,
            await desk.Recipients.AddAsync(
                "crm",
                "Customer file",
                "Sales",
                "United States, standard clauses",
                "dpo@crm.example",
                desk.Privacy
            )
        );
        Assert.Equal(
            PrivacyRequestRefusal.None,
            await desk.Recipients.AddAsync("gone", "Nobody", "Was", null, "dpo@gone.example", desk.Privacy)
        );
        Assert.Equal(PrivacyRequestRefusal.None, await desk.Recipients.EndAsync("gone", desk.Privacy));
        var person = await desk.Web.SubscribeAsync("ada@people.example", [WebCenter.News], name: "Ada Lovelace");
        var row = await desk.AskAsync(person, PrivacyRequestKind.Erasure);
        await desk.Decisions.DecideAsync(row, new RequestDecision(PrivacyRequestAct.Approve), desk.Privacy);
        await desk.Web.CleanAsync();
        var mails = (await desk.Web.MailsAsync())
            .Where(m => m.To.ToString().StartsWith("dpo@", StringComparison.Ordinal))
            .ToArray();
        Assert.Equal(["dpo@crm.example", "dpo@printer.example"], mails.Select(m => m.To.ToString()).Order());
        Assert.All(
            mails,
            m =>
            {
                Assert.Contains($"{person.Id}", m.TextBody, StringComparison.Ordinal);
                Assert.DoesNotContain("ada", m.ToString(), StringComparison.OrdinalIgnoreCase);
            }
        );

        Assert.Equal(PrivacyRequestState.Cleaning, desk.Again(row).State);
        var told = desk.Open(row.Reference).Told;
        Assert.Equal(["crm", "printer"], told.Select(t => t.Recipient));
        Assert.Equal(PrivacyRequestRefusal.None, await desk.Recipients.AnswerAsync(told[0].Id, null, desk.Privacy));
        Assert.Equal(PrivacyRequestRefusal.Unknown, await desk.Recipients.AnswerAsync(told[0].Id, null, desk.Privacy));
        Assert.Equal(PrivacyRequestState.Cleaning, desk.Again(row).State);
        Assert.Equal(
            PrivacyRequestRefusal.None,
            await desk.Recipients.AnswerAsync(told[1].Id, "The catalogue is printed.", desk.Privacy)
        );
        Assert.Equal(PrivacyRequestState.Done, desk.Again(row).State);
        Assert.All(desk.Open(row.Reference).Told, t => Assert.Null(t.PublicId));
        Assert.Empty(desk.Recipients.Unanswered());
    }

    [DatabaseFact]
    public async Task What_is_restricted_or_put_right_is_told_too_and_each_once()
    {
        await using var desk = await DeskCenter.StartAsync();
        await desk.Recipients.AddAsync("crm", "Customer file", "Sales", null, "dpo@crm.example", desk.Privacy);
        var person = await desk.Web.SubscribeAsync(WebCenter.News);
        await desk.Web.ActAsync(person, new Restrict(On: true), Channel.Identity);
        var mail = Assert.Single(await desk.MinuteAsync());
        Assert.Contains("restricted the use", mail.TextBody, StringComparison.Ordinal);
        Assert.Empty(await desk.MinuteAsync());
        // Lifting the restriction causes no further mail.
        await desk.Web.ActAsync(person, new Restrict(On: false), Channel.Identity);
        Assert.Empty(await desk.MinuteAsync());
        Assert.Single(desk.Recipients.Unanswered());
    }

    [DatabaseFact]
    public async Task Where_nobody_is_given_anything_nothing_waits()
    {
        await using var desk = await DeskCenter.StartAsync();
        await desk.Web.ActAsync(
            await desk.Web.SubscribeAsync(WebCenter.News),
            new Restrict(On: true),
            Channel.Identity
        );
        Assert.Empty(await desk.MinuteAsync());
        using var raw = desk.Web.Raw();
        Assert.Equal(0L, raw.Count("RecipientNotices"));
    }

    [DatabaseFact]
    [Trait("Requirement", "RTS-16")]
    public async Task They_stand_in_the_record_of_processing_until_they_are_given_nothing_more()
    {
        await using var desk = await DeskCenter.StartAsync();
        await desk.Recipients.AddAsync(
            "crm",
            "Customer file",
            "Sales",
            "United States, standard clauses",
            "dpo@crm.example",
            desk.Privacy
        );
        var record = (await desk.Web.RunAsync("records", "export")).Out;
        foreach (var said in (string[])["Customer file", "Sales", "United States, standard clauses"])
            Assert.Contains(said, record, StringComparison.Ordinal);
        await desk.Recipients.EndAsync("crm", desk.Privacy);
        Assert.DoesNotContain(
            "Customer file",
            (await desk.Web.RunAsync("records", "export")).Out,
            StringComparison.Ordinal
        );
    }
}
