using System.Reflection;
using PreferenceCenter.Features.Public.Accessibility;
using PreferenceCenter.Tests.Browser;
using PreferenceCenter.Tests.Http;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Features.Accessibility;

/// <summary>Tests that the accessibility statement says no more than the tests hold.</summary>
public sealed class CheckedCriteriaTests(BrowserFixture browser)
{
    // Level A and AA of WCAG 2.2: 4.1.1 is obsolete.
    private const int Criteria = 55;

    [Fact]
    public void Every_criterion_stands_in_one_place()
    {
        string[] all =
        [
            .. CheckedCriteria.ByRules,
            .. CheckedCriteria.ByUse.Select(c => c.Criterion),
            .. CheckedCriteria.WithoutTest,
            .. CheckedCriteria.Absent,
        ];
        Assert.Equal(Criteria, all.Length);
        Assert.Equal(all.Distinct(), all);
    }

    [Fact]
    public void What_is_said_to_be_tested_by_use_has_a_test_of_its_requirement()
    {
        var proven = typeof(CheckedCriteriaTests)
            .Assembly.GetTypes()
            .SelectMany(t => t.GetMethods().Prepend<MemberInfo>(t))
            .SelectMany(m => m.GetCustomAttributes<TraitAttribute>())
            .Where(t => t.Name == "Requirement")
            .Select(t => t.Value)
            .ToHashSet();
        Assert.All(CheckedCriteria.ByUse, c => Assert.Contains(c.Requirement, proven));
        Assert.DoesNotContain("A11-99", proven);
    }

    [Fact]
    public async Task What_is_said_to_be_checked_by_rules_has_a_rule_that_runs()
    {
        await using var context = await browser.NewContext();
        var page = await context.NewPageAsync();
        var rules = await page.AxeCriteria();
        Assert.True(rules.Length > 10);
        Assert.Empty(
            CheckedCriteria.ByRules.Select(c => "wcag" + c.Replace(".", "", StringComparison.Ordinal)).Except(rules)
        );
        // Of the others axe has no rule, or another test stands for it, or there is nothing that it could look at.
        Assert.Empty(
            CheckedCriteria
                .WithoutTest.Except(["2.1.1"])
                .Select(c => "wcag" + c.Replace(".", "", StringComparison.Ordinal))
                .Intersect(rules)
        );
    }

    [Fact]
    public async Task The_statement_names_date_contact_criteria_and_the_body_that_the_operator_sets()
    {
        await using var center = await WebCenter.StartAsync(
            ["Site:EnforcementBody=Office for Access, 3 Mole Street, Cork"],
            WebCenter.WithoutCircuits
        );
        var page = (await center.Browser.GetAsync("/accessibility")).Page;
        var text = page.QuerySelector("main")!.TextContent;
        Assert.Contains("Office for Access, 3 Mole Street, Cork", text, StringComparison.Ordinal);
        Assert.Contains("privacy@northwind.example", text, StringComparison.Ordinal);
        Assert.Contains(string.Join(", ", CheckedCriteria.ByRules), text, StringComparison.Ordinal);
        Assert.Contains("full conformance is not claimed", text, StringComparison.Ordinal);
        Assert.Matches(@"built on \d{1,2} \w+ 20\d\d", text);
        await using var without = await WebCenter.StartAsync(adjust: WebCenter.WithoutCircuits);
        Assert.Equal(5, (await without.Browser.GetAsync("/accessibility")).Page.QuerySelectorAll("main h2").Length + 1);
    }
}
