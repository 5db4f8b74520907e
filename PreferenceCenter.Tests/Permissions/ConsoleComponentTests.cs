using System.Reflection;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.Logging;
using Microsoft.JSInterop;
using MudBlazor;
using PreferenceCenter.Data;
using PreferenceCenter.Features.Console;
using PreferenceCenter.Features.Console.Requests;
using PreferenceCenter.Mail.Views;
using PreferenceCenter.Shared.Layouts;
using PreferenceCenter.Staff;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Permissions;

/// <summary>Tests what console components may inject and which attributes each page must declare.</summary>
public sealed class ConsoleComponentTests
{
    // Services of the layout, which neither read nor write personal data.
    private static readonly Type[] Harmless =
    [
        typeof(CircuitSession),
        typeof(ConsoleSignIn),
        typeof(ConsoleAssets),
        typeof(PageContexts),
        typeof(ConsoleNavigation),
        typeof(NavigationCounts),
        typeof(RecentPlaces),
        typeof(QueuePlace),
        typeof(RequestViewers),
        typeof(IEnumerable<PageKey>),
        typeof(NavigationManager),
        typeof(IJSRuntime),
        typeof(TimeProvider),
        typeof(AuthenticationStateProvider),
        typeof(IDialogService),
        typeof(ConsoleNotices),
        typeof(ConsoleNews),
        typeof(MailStyle),
    ];

    [Fact]
    public void They_are_given_desks_and_never_what_lies_behind()
    {
        var components = typeof(ConsolePage)
            .Assembly.GetTypes()
            .Where(t => typeof(IComponent).IsAssignableFrom(t))
            .ToArray();
        Assert.True(components.Length > 40);
        Assert.Contains(components, c => Injected(c).Any(t => t.IsSubclassOf(typeof(ConsoleService))));
        Assert.Empty(components.SelectMany(Faults));
    }

    [Fact]
    public void A_planted_violation_is_found() =>
        Assert.Equal(["GreedyPage is given Database"], Faults(typeof(GreedyPage)));

    [Fact]
    [Trait("Requirement", "SEC-18")]
    public void Every_page_names_its_policy_and_is_only_read()
    {
        var pages = typeof(ConsolePage).Assembly.GetTypes().Where(t => t.IsDefined(typeof(RouteAttribute))).ToArray();
        Assert.NotEmpty(pages);
        Assert.Throws<InvalidOperationException>(() => ConsoleEndpoints.Prepare(EndpointOf(typeof(GreedyPage))));
        Assert.All(
            pages,
            page =>
            {
                Assert.True(page.IsSubclassOf(typeof(ConsolePage)), page.Name);
                Assert.NotEmpty(StaffPolicies.RolesOf(page.GetCustomAttribute<AuthorizeAttribute>()!.Policy!));
                var endpoint = EndpointOf(page);
                ConsoleEndpoints.Prepare(endpoint);
                Assert.Equal(["GET", "HEAD"], endpoint.Metadata.OfType<HttpMethodMetadata>().Single().HttpMethods);
            }
        );
    }

    private static RouteEndpointBuilder EndpointOf(Type page)
    {
        var endpoint = new RouteEndpointBuilder(_ => Task.CompletedTask, RoutePatternFactory.Parse("/staff/x"), 0);
        endpoint.Metadata.Add(new ComponentTypeMetadata(page));
        endpoint.Metadata.Add(new HttpMethodMetadata(["GET", "POST"]));
        foreach (var attribute in page.GetCustomAttributes(inherit: true))
            endpoint.Metadata.Add(attribute);
        return endpoint;
    }

    private static IEnumerable<string> Faults(Type component) =>
        Injected(component)
            .Where(t => !t.IsSubclassOf(typeof(ConsoleService)) && !Harmless.Contains(t) && !IsLogger(t))
            .Select(t => $"{component.Name} is given {t.Name}");

    private static bool IsLogger(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ILogger<>);

    private static IEnumerable<Type> Injected(Type component)
    {
        for (
            var type = component;
            type is not null
                && type.Assembly != typeof(ComponentBase).Assembly
                && type.Assembly != typeof(MudComponentBase).Assembly;
            type = type.BaseType
        )
            foreach (
                var property in type.GetProperties(
                    BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly
                )
            )
                if (property.IsDefined(typeof(InjectAttribute)))
                    yield return property.PropertyType;
        foreach (var given in component.GetConstructors().SelectMany(c => c.GetParameters()))
            yield return given.ParameterType;
    }

    /// <summary>Page with faults that the tests must find.</summary>
    private sealed class GreedyPage : ComponentBase
    {
        [Inject]
        private Database Everything { get; set; } = default!;
    }
}
