using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Links;
using PreferenceCenter.Mail.Transport;

namespace PreferenceCenter.Features.Cli.Demo;

/// <summary>
/// Greets on a first start in Development: fills an empty database with the demo organisation, and prints the links of
/// a demo subscriber.
/// </summary>
internal sealed class DemoWelcome(
    DemoSettings settings,
    DemoSeed seed,
    DemoPast past,
    SubscriberReader people,
    LinkKeyRing keys,
    LinkMint mint,
    MailOptions mail,
    Site site,
    TimeProvider clock
)
{
    public async Task GreetAsync(TextWriter output, CancellationToken cancel)
    {
        if (settings.Seeds && seed.IsWanted())
        {
            await seed.SeedAsync(DemoSeed.Usual, null, cancel);
            await past.SeedAsync(cancel);
        }
        if (await people.FindAsync(PersonKey.Of(DemoSeed.ShownAround)) is { } person)
        {
            var links = mint.For(keys.Current, person.Subscriber.PublicId, 0, clock.GetUtcNow());
            await output.WriteLineAsync($"Preferences of a demo subscriber: {links.PreferencesUrl}");
            await output.WriteLineAsync($"Unsubscribe link of the same:     {links.UnsubscribeUrl}");
        }
        // The words of this line are fixed: other programs read it.
        if (mail.Transport == MailTransportKind.Pickup)
            await output.WriteLineAsync(
                $"Mail is written to {mail.PickupDirectory} and shown at {site.PublicUrl.AbsoluteUri.TrimEnd('/')}/dev/mail"
            );
        await output.FlushAsync(cancel);
    }
}
