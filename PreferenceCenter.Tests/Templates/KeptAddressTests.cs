using System.Text;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Mail.Messages;
using PreferenceCenter.PrivacyRequests;
using PreferenceCenter.PrivacyRequests.PersonalData;
using PreferenceCenter.Templates.Kept;
using PreferenceCenter.Tests.Http;
using PreferenceCenter.Tests.Http.Requests;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Templates;

/// <summary>Tests that an erasure looks into kept templates, and that the person sees that one holds their address.</summary>
[Trait("Requirement", "ERA-01")]
[Trait("Requirement", "RTS-07")]
public sealed class KeptAddressTests
{
    private const string Ada = "ada@people.example",
        Bob = "bob@people.example";

    public static TheoryData<string> Messages =>
        [
            $"<p>For {Ada}</p>",
            "<a href=\"https://esp.example/x?to=ada%40people.example&a=1\">x</a>",
            "<a href=\"https://esp.example/x?to=ada@people.example\">x</a>",
            "<p>ADA&#64;people.example</p>",
            $"Return-Path: <bounce+ada=people.example@esp.example>\n\nHello",
            $"From: shop@harbour.example\nTo: =?utf-8?Q?Ada?= <{Ada}>\nSubject: x\n\nHello",
            "From: shop@harbour.example\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\n"
                + Convert.ToBase64String(Encoding.UTF8.GetBytes($"Sent to {Ada}.")),
            "From: shop@harbour.example\nContent-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: message/rfc822\n\nSubject: Fwd\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\n"
                + Convert.ToBase64String(Encoding.UTF8.GetBytes($"Sent to {Ada}."))
                + "\n--x--\n",
            "From: shop@harbour.example\nContent-Type: text/html\nContent-Transfer-Encoding: quoted-printable\n\n<p>ada=40people.exa=\nmple</p>",
        ];

    [Theory]
    [MemberData(nameof(Messages))]
    public void An_address_is_found_however_it_is_written(string message)
    {
        var bytes = Encoding.UTF8.GetBytes(message);
        Assert.True(MessageAddresses.KeysIn(bytes).Contains(Ada), message);
        Assert.Contains(Ada, MessageAddresses.OfOthers(bytes), StringComparer.OrdinalIgnoreCase);
        Assert.DoesNotContain("shop@harbour.example", MessageAddresses.OfOthers(bytes));
    }

    [Fact]
    public void Bytes_that_are_no_message_hold_none() =>
        Assert.Empty(
            MessageAddresses.KeysIn([
                0xFF,
                0xFE,
                (byte)'@',
                0,
                .. Encoding.ASCII.GetBytes("a@ @b {{ email }} *|EMAIL|*"),
            ])
        );

    [DatabaseFact]
    public async Task An_erasure_empties_what_holds_the_address_and_nothing_else()
    {
        await using var center = await RequestCenter.StartAsync("Privacy:TwoPeople=false", "Site:Languages=en");
        var (web, templates) = (center.Web, center.Web.Get<KeptTemplates>());
        var ada = await web.SubscribeAsync(Ada, [WebCenter.News]);
        await KeepAsync(templates, center, ("autumn", $"<p>For {Ada} and {Bob}</p>"), ("winter", "<p>For nobody</p>"));
        var held = await web.Get<PersonalData>().FindAsync(web.Find(ada).Subscriber.Id);
        Assert.Equal("autumn", Assert.Single(held!["templates"].Rows)[0]);
        await AssertToldAsync(web, told: true);

        using var raw = web.Raw();
        var events = raw.Count("LedgerEvents");
        Assert.True(await web.EraseAsync(ada));
        Assert.Empty((await templates.FindAsync("autumn"))!.Content);
        Assert.NotEmpty((await templates.FindAsync("winter"))!.Content);
        // The log is told by the check of the night, not beside the erasure.
        Assert.Equal(events + 2, raw.Count("LedgerEvents"));
        await web.RunAsync<TemplateRechecks>();
        Assert.Equal(events + 2, raw.Count("LedgerEvents"));
        await AssertToldAsync(web, told: false);
        web.Clock.Advance(TimeSpan.FromDays(1));
        await web.RunAsync<TemplateRechecks>();
        Assert.Equal(TemplateStanding.Unsound, (await templates.ListAsync()).Single(t => t.Key == "autumn").Standing);

        // The same bytes can be kept again; a letter of nobody's empties them too.
        await KeepAsync(templates, center, ("autumn", $"<p>For {Ada} and {Bob}</p>"));
        Assert.NotEmpty((await templates.FindAsync("autumn"))!.Content);
        var letter = await center.TakeAsync(PrivacyRequestKind.Erasure, Bob);
        Assert.Equal(
            PrivacyRequestRefusal.None,
            await center.Decisions.DecideAsync(letter, new RequestDecision(PrivacyRequestAct.Approve), center.Privacy)
        );
        Assert.Empty((await templates.FindAsync("autumn"))!.Content);
    }

    private static async Task AssertToldAsync(WebCenter web, bool told)
    {
        await web.Browser.PostAsync("/privacy", ("email", Bob));
        Assert.Equal(
            told,
            (await web.MailsAsync())
                .Single(m => m.To.Mailboxes.Single().Address == Bob)
                .TextBody!.Contains("kept to check mailings", StringComparison.Ordinal)
        );
    }

    private static async Task KeepAsync(
        KeptTemplates templates,
        RequestCenter center,
        params (string Key, string Text)[] files
    ) =>
        Assert.Empty(
            (
                await templates.ApplyAsync(
                    [.. files.Select(f => new TemplateFile(f.Key, Encoding.UTF8.GetBytes(f.Text)))],
                    center.Owner
                )
            ).Faults
        );
}
