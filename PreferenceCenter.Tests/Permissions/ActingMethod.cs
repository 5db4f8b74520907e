using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using PreferenceCenter.Features.Console;
using PreferenceCenter.Staff;

namespace PreferenceCenter.Tests.Permissions;

/// <summary>
/// Method that asks a policy, found by reflection: of a console service, whose callers show a ticket, or of a service
/// below, whose callers say by whom they act.
/// </summary>
internal sealed record ActingMethod(Type Service, MethodInfo Method)
{
    /// <summary>Every public method of every console service.</summary>
    public static IReadOnlyList<ActingMethod> OfConsole { get; } = Of(typeof(ConsoleService).Assembly.GetTypes());

    /// <summary>Every public method that takes who acts, of every service there is.</summary>
    public static IReadOnlyList<ActingMethod> OfServices { get; } =
    [
        .. typeof(StaffBy)
            .Assembly.GetTypes()
            .Where(t => t is { IsClass: true, IsAbstract: false } && t != typeof(StaffAuthorizer))
            .SelectMany(Methods)
            .Where(m => m.Method.GetParameters().Any(p => p.ParameterType == typeof(StaffBy))),
    ];

    public static IReadOnlyList<ActingMethod> Of(IEnumerable<Type> types) =>
        [.. types.Where(t => t.IsSubclassOf(typeof(ConsoleService)) && !t.IsAbstract).SelectMany(Methods)];

    /// <summary>
    /// Calls the method with the ticket, or by its account, and default values for the rest. Returns the exception, or
    /// null if none was thrown.
    /// </summary>
    public async Task<Exception?> TryAsync(IServiceProvider center, object? by)
    {
        await using var scope = center.GetRequiredService<IServiceScopeFactory>().CreateAsyncScope();
        return await TryAsync(scope.ServiceProvider.GetRequiredService(Service), by);
    }

    public async Task<Exception?> TryAsync(object service, object? by)
    {
        try
        {
            var given = Method.GetParameters().Select(p => Given(p, by)).ToArray();
            if (Closed(Method).Invoke(service, given) is Task task)
                await task;
            return null;
        }
        catch (TargetInvocationException reason)
        {
            return reason.InnerException;
        }
        catch (Exception reason)
        {
            return reason;
        }
    }

    public override string ToString() => $"{Service.Name}.{Method.Name}";

    private static object? Given(ParameterInfo parameter, object? by) =>
        parameter.ParameterType == typeof(StaffTicket) ? by
        : parameter.ParameterType == typeof(StaffBy) ? by
        : parameter.ParameterType.IsValueType ? Activator.CreateInstance(parameter.ParameterType)
        : null;

    private static IEnumerable<ActingMethod> Methods(Type type) =>
        type.GetMethods(BindingFlags.Public | BindingFlags.Instance)
            .Where(m => !m.IsSpecialName && m.DeclaringType?.Assembly == type.Assembly)
            .Select(m => new ActingMethod(type, m));

    // Any type that its constraints allow: whoever may not is refused before it is used.
    private static MethodInfo Closed(MethodInfo method) =>
        !method.IsGenericMethodDefinition
            ? method
            : method.MakeGenericMethod([
                .. method
                    .GetGenericArguments()
                    .Select(a => a.GetGenericParameterConstraints().FirstOrDefault() ?? typeof(object)),
            ]);
}
