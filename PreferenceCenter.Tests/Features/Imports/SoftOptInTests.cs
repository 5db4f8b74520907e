using PreferenceCenter.Domain;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Features.Imports;

/// <summary>
/// Tests the soft opt-in: customers may be mailed about similar products without consent, on a lawful basis of its own,
/// and about nothing else.
/// </summary>
public sealed class SoftOptInTests
{
    private const string Header =
        "email,topics,consent_at,lawful_basis,sale_reference,product_family,refusal_offered\n";
    private const string Families =
        """{"topics":[{"key":"news","productFamily":"boats"},{"key":"digest","productFamily":"books"}]}""";

    [DatabaseFact]
    [Trait("Requirement", "CON-10")]
    public async Task A_whole_sale_carries_mail_about_such_products_on_its_own_ground_and_evidence()
    {
        await using var rig = await RigAsync();
        (await ImportAsync(rig, "ann@example.org,news,2026-05-01,soft-opt-in,order 7,boats,yes")).Done();
        var ann = rig.Find("ann@example.org")!;
        var grant = ann.State[1].Grant!;
        Assert.Equal((LawfulBasis.SoftOptIn, EventKind.Asserted, true), (grant.Basis, grant.Kind, ann.State[1].On));
        Assert.Contains(
            "ann@example.org\tallowed",
            (await rig.RunAsync("gate", "news", "ann@example.org")).Done(),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "ann@example.org",
            (await rig.RunAsync("export", "audience", "news")).Done(),
            StringComparison.Ordinal
        );
        using var raw = rig.Stored.Raw();
        var evidence = PreferenceCenter.Ledger.Events.Evidence.Parse(
            raw.Scalar<byte[]>("""SELECT "Content" FROM "Evidence" ORDER BY "Position" DESC LIMIT 1""")
        )!;
        Assert.Equal(("order 7", "boats", true), (evidence.Sale, evidence.ProductFamily, evidence.RefusalOffered));
        // A leave overrides it as it overrides any consent, also when the list is imported again.
        (await rig.RunAsync("unsubscribe", "ann@example.org")).Done();
        (await ImportAsync(rig, "ann@example.org,news,2026-05-01,soft-opt-in,order 7,boats,yes")).Done();
        Assert.Contains(
            "refused\tstopped",
            (await rig.RunAsync("gate", "news", "ann@example.org")).Done(),
            StringComparison.Ordinal
        );
    }

    [DatabaseTheory(PostgresInLongTests = true)]
    [InlineData("news,2026-05-01,soft-opt-in,,boats,yes", "sale_reference")]
    [InlineData("news,,soft-opt-in,order 7,boats,yes", "consent_at")]
    [InlineData("news,2026-05-01,soft-opt-in,order 7,boats,", "refusal_offered")]
    [InlineData("news,2026-05-01,soft-opt-in,order 7,boats,no", "refusal_offered")]
    [InlineData("news,2026-05-01,soft-opt-in,order 7,,yes", "product_family")]
    [InlineData("news,2026-05-01,soft-opt-in,order 7,books,yes", "product_family")]
    [InlineData("news;digest,2026-05-01,soft-opt-in,order 7,boats,yes", "product_family")]
    [InlineData("beta,2026-05-01,soft-opt-in,order 7,boats,yes", "product_family")]
    [InlineData("news,2026-05-01,legitimate,order 7,boats,yes", "lawful_basis")]
    [Trait("Requirement", "CON-10")]
    public async Task Whatever_is_missing_rejects_the_row_by_its_column(string row, string column)
    {
        await using var rig = await RigAsync();
        var run = await ImportAsync(rig, "ann@example.org," + row);
        Assert.Contains($"line 2, {column}:", run.Error, StringComparison.Ordinal);
        Assert.Contains("(soft-opt-in)", run.Error, StringComparison.Ordinal);
        Assert.Null(rig.Find("ann@example.org"));
    }

    [DatabaseTheory(PostgresInLongTests = true)]
    [InlineData("", "purchase")]
    [InlineData("purchase", "purchase")]
    [InlineData("free-account", "free-account")]
    [InlineData("gift", null)]
    [Trait("Requirement", "CON-10")]
    public async Task A_free_account_is_a_sale_too(string kind, string? kept)
    {
        await using var rig = await RigAsync();
        var run = await rig.RunAsync(
            "import",
            rig.Write(
                "list.csv",
                Header.TrimEnd('\n')
                    + $",sale_kind\nann@example.org,news,2026-05-01,soft-opt-in,order 7,boats,yes,{kind}\n"
            )
        );
        Assert.Equal(kept is null, run.Error.Contains("line 2, sale_kind:", StringComparison.Ordinal));
        using var raw = rig.Stored.Raw();
        var evidence = raw.Scalar<byte[]?>("""SELECT "Content" FROM "Evidence" ORDER BY "Position" DESC LIMIT 1""");
        if (kept is null)
            Assert.Null(rig.Find("ann@example.org"));
        else
            Assert.Equal(kept, PreferenceCenter.Ledger.Events.Evidence.Parse(evidence)!.SaleKind);
    }

    /// <summary>Only explicit consent counts there (GDPR article 9(2)(a)).</summary>
    [DatabaseFact(PostgresInLongTests = true)]
    [Trait("Requirement", "CON-10")]
    public async Task No_sale_and_no_general_yes_carries_mail_about_a_sensitive_topic()
    {
        await using var rig = await RigAsync();
        (
            await rig.RunAsync(
                "topics",
                "apply",
                rig.Write("s.json", """{"topics":[{"key":"news","sensitive":true}]}""")
            )
        ).Done();
        var run = await ImportAsync(rig, "ann@example.org,news,2026-05-01,soft-opt-in,order 7,boats,yes");
        Assert.Contains(
            "line 2, lawful_basis: a sale is no basis for 'news': the topic is sensitive",
            run.Error,
            StringComparison.Ordinal
        );
        Assert.Null(rig.Find("ann@example.org"));

        var report = Path.Combine(rig.Folder, "report.csv");
        ImportRig.Counts(
            await rig.ImportAsync(
                "yes.csv",
                "email,topics,consent_at,consent_text\n"
                    + "bob@example.org,news,2026-05-01,Yes mail me\n"
                    + "cat@example.org,news,2026-05-01,Yes: mail me about living with diabetes\n"
                    + "dan@example.org,news,,\n",
                "--report",
                report
            ),
            ("gradeB", 1),
            ("gradeC", 2)
        );
        Assert.Equal(["2,consent_text,warning-not-explicit"], ImportRig.Remarks(report));
        Assert.Equal(
            [false, true, false],
            new[] { "bob", "cat", "dan" }.Select(name => rig.Find($"{name}@example.org")!.State[1].On)
        );
    }

    [Fact]
    [Trait("Requirement", "CON-10")]
    public void The_gate_lets_a_sale_carry_nothing_but_topics_about_products()
    {
        var state = PersonState.Empty with
        {
            Choices = PersonState.Empty.Choices.Add(
                1,
                new Choice(1)
                {
                    Value = 4,
                    Grant = new Grant(1, default, EventKind.Asserted, LawfulBasis.SoftOptIn, 1, 0),
                }
            ),
        };
        var topic = new Topic(1, "news", TopicState.Published, false, []);
        Assert.Equal(GateReason.NotSubscribed, Gate.MayMail(state, topic, TestCenter.Start));
        var boats = topic with { ProductFamily = "boats" };
        Assert.Equal(GateReason.None, Gate.MayMail(state, boats, TestCenter.Start));
        Assert.Equal(GateReason.NotSubscribed, Gate.MayMail(state, boats with { Sensitive = true }, TestCenter.Start));
    }

    [DatabaseFact(PostgresInLongTests = true)]
    [Trait("Requirement", "CON-10")]
    public async Task What_a_topic_is_about_stays_so()
    {
        await using var rig = await RigAsync();
        var run = await rig.RunAsync(
            "topics",
            "apply",
            rig.Write("t.json", Families.Replace("boats", "cars", StringComparison.Ordinal))
        );
        Assert.Equal(3, run.ExitCode);
        Assert.Contains(
            "topics[0].productFamily: 'news' is about boats, which cannot change",
            run.Error,
            StringComparison.Ordinal
        );
    }

    private static async Task<CommandRig> RigAsync()
    {
        var rig = await CommandRig.NewAsync();
        (await rig.RunAsync("topics", "apply", rig.Write("t.json", Families))).Done();
        return rig;
    }

    private static Task<CommandRun> ImportAsync(CommandRig rig, string row) =>
        rig.RunAsync("import", rig.Write("list.csv", Header + row + "\n"));
}
