using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using PreferenceCenter.Domain;
using PreferenceCenter.Features.Console;
using PreferenceCenter.Staff;
using PreferenceCenter.Tests.Http.Staff;

namespace PreferenceCenter.Tests.Office;

/// <summary>Method of a console service, found by reflection.</summary>
internal sealed record ConsoleServiceMethod(Type Service, MethodInfo Method)
{
    public static IReadOnlyList<ConsoleServiceMethod> All { get; } = Of(typeof(ConsoleService).Assembly.GetTypes());

    public IReadOnlyList<StaffRole>? Roles => Method.GetCustomAttribute<ConsoleActionAttribute>()?.Roles;

    public static IReadOnlyList<ConsoleServiceMethod> Of(IEnumerable<Type> types) =>
        [
            .. types
                .Where(t => t.IsSubclassOf(typeof(ConsoleService)) && !t.IsAbstract)
                .SelectMany(t =>
                    t.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
                        .Select(m => new ConsoleServiceMethod(t, m))
                ),
        ];

    /// <summary>
    /// Calls the method with the ticket and default values. Returns the exception, or null if none was thrown.
    /// </summary>
    public async Task<Exception?> TryAsync(StaffCenter center, StaffTicket? ticket)
    {
        await using var scope = center.Web.Get<IServiceScopeFactory>().CreateAsyncScope();
        return await TryAsync(scope.ServiceProvider.GetRequiredService(Service), ticket);
    }

    public async Task<Exception?> TryAsync(object service, StaffTicket? ticket)
    {
        try
        {
            var given = Method
                .GetParameters()
                .Select(
                    (p, i) =>
                        i == 0 ? ticket
                        : p.ParameterType.IsValueType ? Activator.CreateInstance(p.ParameterType)
                        : null
                )
                .ToArray();
            if (Method.Invoke(service, given) is Task task)
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
}
