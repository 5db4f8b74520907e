using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.Extensions.Options;

namespace PreferenceCenter.Data;

/// <summary>
/// Stores the keys that protect cookies and forms (Data Protection) in the keys directory. They outlive a restart, and
/// nodes that share the directory can read each other's cookies.
/// </summary>
internal static class CookieKeys
{
    public const string DirectoryName = "data-protection";

    // Part of every protected value: never change it.
    private const string Application = "preference-center";

    public static IServiceCollection AddCookieKeys(this IServiceCollection services, StorageSettings storage)
    {
        services.AddDataProtection().SetApplicationName(Application);
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(
            center => new ConfigureOptions<KeyManagementOptions>(options =>
                options.XmlRepository = Open(storage, center.GetRequiredService<ILoggerFactory>())
            )
        );
        // The warm-up would make and read the keys at each start, when nothing needs them yet.
        foreach (var warmUp in services.Where(IsWarmUp).ToArray())
            services.Remove(warmUp);
        return services;
    }

    private static FileSystemXmlRepository Open(StorageSettings storage, ILoggerFactory logs)
    {
        var directory = Path.Combine(storage.KeysDirectory, DirectoryName);
        KeyFile.MakeDirectory(directory);
        return new FileSystemXmlRepository(new DirectoryInfo(directory), logs);
    }

    private static bool IsWarmUp(ServiceDescriptor service) =>
        service.ServiceType == typeof(IHostedService)
        && service.ImplementationType?.Assembly == typeof(KeyManagementOptions).Assembly;
}
