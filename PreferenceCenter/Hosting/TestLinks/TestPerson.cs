using PreferenceCenter.Catalogue;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Events;
using PreferenceCenter.Ledger.Writer;
using PreferenceCenter.Links;

namespace PreferenceCenter.Hosting.TestLinks;

/// <summary>
/// Puts the person of a test link into the database of the sandbox: somebody of no name who gets the link's topic and
/// every second of the public ones.
/// </summary>
internal sealed class TestPerson(
    SubscriberReader subscribers,
    ChangeWriter writer,
    CatalogueCache catalogue,
    Site site,
    TimeProvider clock
)
{
    // No consent without one: the log of the sandbox has no names.
    private const int Controller = 1;

    public async Task EnsureAsync(SignedLink link)
    {
        if (await subscribers.FindAsync(PersonKey.Of(link.Subscriber)) is not null)
            return;
        // Reserved for examples (RFC 2606): nobody has it.
        var address = EmailAddress.TryParse($"alex.{link.Subscriber:N}@example.org")!;
        await writer.DoAsync(
            new PersonChange(
                PersonKey.Of(link.Subscriber),
                new Assert(TopicsOf(link)),
                new Act(Channel.Import, Actor.System, clock.GetUtcNow(), LawfulBasis.Consent, Controller, 0),
                new Evidence { Source = "test", Grade = "A" }
            )
            {
                Register = new Registration(address, site.DefaultLanguage, null, link.Subscriber),
                Notify = false,
            }
        );
    }

    private Dictionary<long, long> TopicsOf(SignedLink link)
    {
        var (current, scope) = (catalogue.Current, catalogue.Current.ScopeOf(link.Scope));
        return current
            .Topics.Where(t => t.Topic.Mailable)
            .Where((topic, place) => topic.Number == scope || (place % 2 == 0 && !topic.Topic.Private))
            .ToDictionary(topic => topic.Number, topic => (long)topic.Topic.Default);
    }
}
