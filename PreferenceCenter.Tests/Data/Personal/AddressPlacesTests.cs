using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using PreferenceCenter.Data;
using PreferenceCenter.Data.Sqlite;
using PreferenceCenter.Domain;
using PreferenceCenter.PrivacyRequests;
using PreferenceCenter.PrivacyRequests.PersonalData;
using PreferenceCenter.Templates.Kept;
using PreferenceCenter.Tests.Http;
using PreferenceCenter.Tests.Http.Me;
using PreferenceCenter.Tests.Http.Requests;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Data.Personal;

/// <summary>Tests that nobody is told "we hold nothing" about an address that stands anywhere.</summary>
[Trait("Requirement", "RTS-07")]
public sealed class AddressPlacesTests
{
    private const string Address = "letter.writer@outside.example";
    private static readonly string[] Smells = ["Address", "Email", "Mailbox", "Contact", "KeyedHash"];

    public static TheoryData<AddressPlace> Places => [.. Enum.GetValues<AddressPlace>()];

    /// <summary>Where words of others stand.</summary>
    public enum Writing
    {
        Note,
        File,
        Unsent,
        Unpublished,
    }

    private static IEnumerable<(string Table, string Column)> Unread(IModel model) =>
        from table in model.GetEntityTypes()
        from column in table.GetProperties()
        where column.ClrType == typeof(string) || column.ClrType == typeof(byte[])
        where Smells.Any(s => column.Name.Contains(s, StringComparison.OrdinalIgnoreCase))
        where !AddressPlaces.Columns.Any(c => c.Table == table.GetTableName() && c.Column == column.Name)
        select (table.GetTableName()!, column.Name);

    [Fact]
    public void Each_column_that_can_hold_an_address_is_read_or_says_why_not()
    {
        using var database = new SqliteDatabase("Data Source=:memory:");
        using var context = database.CreateContext();
        Assert.Empty(Unread(context.Model));
        Assert.All(AddressPlaces.Columns, c => Assert.True(c.Place is null != c.Otherwise is null, c.Column));
        // Nothing is listed that does not exist, and every place has a column.
        Assert.All(
            AddressPlaces.Columns,
            c =>
                Assert.NotNull(
                    context.Model.GetEntityTypes().Single(t => t.GetTableName() == c.Table).FindProperty(c.Column)
                )
        );
        Assert.Equal(
            Enum.GetValues<AddressPlace>(),
            AddressPlaces.Columns.Select(c => c.Place).OfType<AddressPlace>().Distinct().Order()
        );
    }

    [Fact]
    public void A_column_that_nobody_reads_is_found()
    {
        using var context = new PlantedContext(new DbContextOptionsBuilder().UseSqlite("Data Source=:memory:").Options);
        Assert.Equal([("Planted", "SecondEmail")], Unread(context.Model));
    }

    [Theory]
    [MemberData(nameof(Places))]
    public async Task Wherever_it_stands_the_answer_says_so(AddressPlace place)
    {
        await using var center = await RequestCenter.StartAsync("Privacy:KeepSuppression=false");
        Assert.Contains("holds no data about this address", await AskedAsync(center), StringComparison.Ordinal);
        await PlantAsync(center, place);
        await center.Web.MailsAsync();
        var answer = await AskedAsync(center);
        Assert.DoesNotContain("holds no data about this address", answer, StringComparison.Ordinal);
        Assert.Contains(
            place switch
            {
                AddressPlace.Request => "in a privacy request",
                AddressPlace.AddressChange => "in a pending change of address",
                AddressPlace.Mail => "in the record of emails",
                AddressPlace.Certificate => "for the certificate of an erasure",
                AddressPlace.Staff => "in a staff account",
                AddressPlace.Template => "in a message that is kept to check mailings",
                AddressPlace.Words => "in a privacy request of somebody else",
                _ => "as the contact of an organisation",
            },
            answer,
            StringComparison.Ordinal
        );
    }

    [DatabaseFact]
    public async Task A_letter_from_before_the_sign_up_is_among_what_the_person_sees()
    {
        await using var center = await RequestCenter.StartAsync();
        var row = await center.TakeAsync(PrivacyRequestKind.Access, Address);
        var person = await center.Web.SubscribeAsync(Address, [WebCenter.News]);
        var held = await center.Web.Get<PersonalData>().FindAsync(center.Web.Find(person).Subscriber.Id);
        Assert.Equal(row.Reference, Assert.Single(held!["requests"].Rows)[0]);
        Assert.Contains("As they wrote it.", Assert.Single(held["request-entries"].Rows));
    }

    [DatabaseTheory]
    [InlineData(Writing.Note)]
    [InlineData(Writing.File)]
    [InlineData(Writing.Unsent)]
    [InlineData(Writing.Unpublished)]
    public async Task Words_of_others_are_told_of_and_lose_the_address_but_for_their_files(Writing where)
    {
        await using var center = await RequestCenter.StartAsync("Privacy:TwoPeople=false");
        var others = await center.TakeAsync(PrivacyRequestKind.Access, "other@outside.example");
        await center.Web.MailsAsync();
        await WriteAsync(center, others, where, $"Post for jo-{Address} only.");
        Assert.Contains("holds no data about this address", await AskedAsync(center), StringComparison.Ordinal);
        await WriteAsync(center, others, where, $"As Letter.Writer@Outside.example. wrote, brother of jo-{Address}.");
        var told = await AskedAsync(center);
        Assert.Contains("in a privacy request of somebody else", told, StringComparison.Ordinal);
        Assert.DoesNotContain("brother", told, StringComparison.Ordinal);

        var row = await center.TakeAsync(PrivacyRequestKind.Erasure, Address);
        await center.Web.MailsAsync();
        Assert.Equal(
            PrivacyRequestRefusal.None,
            await center.Decisions.DecideAsync(row, new RequestDecision(PrivacyRequestAct.Approve), center.Privacy)
        );
        await center.Web.CleanAsync();
        await center.Web.MailsAsync();
        var left = await AskedAsync(center);
        Assert.Equal(where == Writing.File, left.Contains("of somebody else", StringComparison.Ordinal));
        if (where is Writing.Note or Writing.Unpublished)
        {
            using var context = center.Web.Get<Database>().CreateContext();
            string?[] texts =
            [
                .. context.RequestEntries.Select(e => e.Text),
                .. context.CatalogueDrafts.Select(d => d.Fields),
            ];
            Assert.Contains(
                texts,
                text =>
                    text?.Replace("\\u2026", "…", StringComparison.Ordinal)
                        .Contains($"As […]. wrote, brother of jo-{Address}.", StringComparison.Ordinal) == true
            );
        }
    }

    private static async Task WriteAsync(RequestCenter center, PrivacyRequestRow request, Writing where, string text)
    {
        await using var context = await center.Web.Get<Database>().CreateContextAsync();
        switch (where)
        {
            case Writing.Note:
                context.Add(
                    new PrivacyRequestEntry
                    {
                        Id = RandomId.New(),
                        RequestId = request.Id,
                        Number = 50 + text.Length,
                        At = center.Web.Now,
                        Step = PrivacyRequestStep.Noted,
                        Text = text,
                    }
                );
                break;
            case Writing.File:
                context.Add(
                    new PrivacyRequestFile
                    {
                        Id = RandomId.New(),
                        RequestId = request.Id,
                        At = center.Web.Now,
                        Name = "letter.txt",
                        Type = "text/plain",
                        Content = System.Text.Encoding.UTF8.GetBytes(text),
                    }
                );
                break;
            case Writing.Unsent:
                context.Add(
                    new DraftRow
                    {
                        AccountId = RandomId.New(),
                        Name = "note",
                        RequestId = request.Id,
                        Text = System.Text.Json.JsonSerializer.Serialize(new { Text = text }),
                        SavedAt = center.Web.Now,
                    }
                );
                break;
            default:
                context.Add(
                    new CatalogueDraftRow
                    {
                        Kind = DraftKind.Topic,
                        Key = $"t{text.Length}",
                        Fields = System.Text.Json.JsonSerializer.Serialize(new { description = text }),
                        EditedAt = center.Web.Now,
                    }
                );
                break;
        }
        await context.SaveChangesAsync(TestContext.Current.CancellationToken);
    }

    private static async Task PlantAsync(RequestCenter center, AddressPlace place)
    {
        var web = center.Web;
        switch (place)
        {
            case AddressPlace.Request:
            case AddressPlace.Mail:
                await center.TakeAsync(PrivacyRequestKind.Access, Address);
                break;
            case AddressPlace.Staff:
                await center.LetInAsync(Address, StaffRole.Marketing);
                break;
            case AddressPlace.Recipient:
                Assert.Equal(
                    PrivacyRequestRefusal.None,
                    await center.Recipients.AddAsync(
                        "printer",
                        "Printer Ltd",
                        "Letters.",
                        null,
                        Address,
                        center.Privacy
                    )
                );
                break;
            case AddressPlace.Template:
                await web.Get<KeptTemplates>()
                    .ApplyAsync(
                        [new TemplateFile("autumn", System.Text.Encoding.UTF8.GetBytes(Address))],
                        center.Owner
                    );
                break;
            case AddressPlace.Words:
                await WriteAsync(
                    center,
                    await center.TakeAsync(PrivacyRequestKind.Access, "other@outside.example"),
                    Writing.Note,
                    $"Their brother is {Address}."
                );
                break;
            case AddressPlace.Certificate:
                Assert.True(await web.EraseAsync(await web.SubscribeAsync(Address, [WebCenter.News])));
                break;
            default:
                using (var context = web.Get<Database>().CreateContext())
                {
                    var other = await web.SubscribeAsync(WebCenter.News);
                    context.AddressChanges.Add(
                        new AddressChangeRow
                        {
                            Id = RandomId.New(),
                            SubscriberId = web.Find(other).Subscriber.Id,
                            Address = Address,
                            AddressKey = EmailAddress.TryParse(Address)!.Key,
                            CreatedAt = web.Now,
                            Until = web.Now.AddDays(1),
                        }
                    );
                    context.SaveChanges();
                }
                break;
        }
    }

    private static async Task<string> AskedAsync(RequestCenter center)
    {
        await new Visitor(center.Web).PostAsync("/privacy", ("email", Address));
        return Assert
            .Single(await center.Web.MailsAsync(), m => m.To.ToString() == Address)
            .TextBody!.ReplaceLineEndings(" ");
    }

    /// <summary>Row with a column that holds an address and is on no list.</summary>
    private sealed class PlantedRow
    {
        public long Id { get; set; }
        public string? SecondEmail { get; set; }
    }

    /// <summary>Context with such a table.</summary>
    private sealed class PlantedContext(DbContextOptions options) : DbContext(options)
    {
        protected override void OnModelCreating(ModelBuilder model) => model.Entity<PlantedRow>().ToTable("Planted");
    }
}
