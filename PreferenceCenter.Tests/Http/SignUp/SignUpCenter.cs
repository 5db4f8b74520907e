using AngleSharp.Html.Dom;
using Microsoft.Extensions.DependencyInjection;
using MimeKit;
using PreferenceCenter.Domain;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Http.SignUp;

/// <summary>Centre in English only with two published forms.</summary>
internal static class SignUpCenter
{
    public const string Path = "/subscribe/harbour";
    public const string Other = "/subscribe/quay";
    public const string Address = "ada@people.example";

    public const string Forms = """
        { "forms": [
          { "key": "harbour", "state": "published", "topics": ["news", "events"], "name": true, "frequency": true, "texts": { "en": { "title": "Mails from the harbour", "lead": "Tick what you like." } } },
          { "key": "quay", "state": "published", "topics": ["offers"], "minimumAge": 16, "terms": { "url": "https://northwind.example/terms", "texts": { "en": { "label": "I have read the terms." } } },
            "texts": { "en": { "title": "Offers", "lead": "" } } },
          { "key": "hidden", "state": "draft", "topics": ["news"], "texts": { "en": { "title": "Not yet", "lead": "" } } }] }
        """;

    public static Task<WebCenter> StartAsync(params IEnumerable<string> settings) =>
        StartAsync(settings, WebCenter.WithoutCircuits);

    /// <summary>Starts a centre with every route, for tests that walk all of them.</summary>
    public static Task<WebCenter> StartWholeAsync() => StartAsync([], WebCenter.Whole);

    private static async Task<WebCenter> StartAsync(IEnumerable<string> settings, Action<IServiceCollection>? adjust)
    {
        var center = await WebCenter.StartAsync(settings.Prepend("Site:Languages=en"), adjust);
        await center.ApplyFormsAsync(Forms);
        return center;
    }

    /// <summary>Opens the form, fills it in and submits it. Returns the page that the browser then shows.</summary>
    public static async Task<Answer> SignUpAsync(
        this WebCenter center,
        string address = Address,
        string[]? topics = null,
        Action<IHtmlFormElement>? fill = null,
        string path = Path
    )
    {
        var answer = await center.Browser.PressAsync(
            await center.Browser.GetAsync(path),
            null,
            form =>
            {
                form.Type("email", address);
                foreach (var topic in topics ?? ["news"])
                    form.Tick(topic);
                fill?.Invoke(form);
            }
        );
        return answer.Status == 303 ? await center.Browser.FollowAsync(answer) : answer;
    }

    /// <summary>Hidden fields of a copy of the form, as a program keeps them that posts by itself.</summary>
    public static async Task<(string Name, string Value)[]> CopyAsync(this WebCenter center, string path = Path)
    {
        var form = (await center.Browser.GetAsync(path)).Form();
        return [.. form.QuerySelectorAll<IHtmlInputElement>("input[type=hidden]").Select(i => (i.Name!, i.Value))];
    }

    /// <summary>Signs up and returns the path of the confirmation link.</summary>
    public static async Task<string> AskedAsync(this WebCenter center, string address = Address, params string[] topics)
    {
        Assert.Equal(200, (await center.SignUpAsync(address, topics)).Status);
        return WebCenter.LinkIn(Assert.Single(await center.MailsAsync()), "c");
    }

    public static string Gate(this WebCenter center, string address, string topic) =>
        WireName.Of(
            center
                .Get<PreferenceCenter.Subscriptions.SendGate>()
                .Ask(center.Get<PreferenceCenter.Catalogue.CatalogueCache>().Current.ByKey[topic].Topic, [address])
                .Single()
                .Reason
        );

    public static Person? FindPerson(this WebCenter center, string address) =>
        center
            .Get<PreferenceCenter.Data.SubscriberReader>()
            .Find(PreferenceCenter.Data.PersonKey.Of(EmailAddress.TryParse(address)!))
            is { } person
            ? new Person(person.Subscriber.PublicId, address)
            : null;

    public static string Everything(this MimeMessage mail) =>
        mail.ToString() + mail.TextBody + mail.HtmlBody + mail.Subject;
}

/// <summary>Helpers for query strings.</summary>
internal static class QueryExtensions
{
    public static IEnumerable<T> QuerySelectorAll<T>(this AngleSharp.Dom.IParentNode node, string selector) =>
        node.QuerySelectorAll(selector).OfType<T>();
}
