using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Features.Console;
using PreferenceCenter.Features.Console.Outbox;
using PreferenceCenter.Shared.Localisation;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Texts;

/// <summary>Tests that no two things which stand side by side in the console bear one name, in any language.</summary>
public sealed class NamesApartTests
{
    [Fact]
    public void No_two_pages_of_the_navigation_have_one_name()
    {
        var pages = typeof(ConsolePage)
            .Assembly.GetTypes()
            .Select(NavigationAttribute.EntryOf)
            .OfType<NavigationEntry>();
        Assert.Empty(Doubles<ConsoleTexts, NavigationEntry>(pages, (texts, page) => page.Name(texts).Value));
    }

    /// <summary>An email to confirm is one to whoever waits for it, whichever way it was asked for.</summary>
    [Fact]
    public void Each_kind_of_email_has_a_name_of_its_own()
    {
        var kinds = Enum.GetValues<MailKind>().Except([MailKind.OptIn]);
        Assert.Empty(Doubles<OutboxTexts, MailKind>(kinds, (texts, kind) => texts.Of(kind).Value));
    }

    private static IEnumerable<string> Doubles<TTexts, TThing>(
        IEnumerable<TThing> things,
        Func<TTexts, TThing, string> nameOf
    )
        where TTexts : class, ITexts<TTexts> =>
        from language in new SiteLanguages(Languages.All).All
        from name in things.GroupBy(thing => nameOf(language.Texts<TTexts>(), thing))
        where name.Count() > 1
        select $"{language.Code}: {name.Key}";
}
