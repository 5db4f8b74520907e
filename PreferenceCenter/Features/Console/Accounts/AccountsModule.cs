using Microsoft.AspNetCore.Identity;
using MudBlazor;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Staff;

namespace PreferenceCenter.Features.Console.Accounts;

/// <summary>Registers staff sign-in and accounts, and maps their routes with the roles that may use them.</summary>
internal static class AccountsModule
{
    public static IServiceCollection AddAccounts(this IServiceCollection services, FirstOwnerSettings firstOwner)
    {
        services
            .AddIdentityCore<StaffAccount>(options =>
            {
                // NIST SP 800-63B §3.1.1.2: length, and nothing about kinds of characters.
                options.Password = new PasswordOptions
                {
                    RequiredLength = StaffPasswords.Shortest,
                    RequireDigit = false,
                    RequireLowercase = false,
                    RequireUppercase = false,
                    RequireNonAlphanumeric = false,
                    RequiredUniqueChars = 5,
                };
                options.Stores.SchemaVersion = IdentitySchemaVersions.Version3;
            })
            .AddUserStore<StaffStore>();
        // User names are addresses, and accounts are created by the rules of the ledger, so the validators of Identity
        // do not apply.
        foreach (var validator in services.Where(s => s.ServiceType == typeof(IUserValidator<StaffAccount>)).ToArray())
            services.Remove(validator);
        services
            .AddOptions<IdentityPasskeyOptions>()
            .Configure<Site>(
                (options, site) =>
                {
                    (options.ServerDomain, options.UserVerificationRequirement, options.ResidentKeyRequirement) = (
                        site.PublicUrl.IdnHost,
                        "required",
                        "preferred"
                    );
                    options.ValidateOrigin = context =>
                        ValueTask.FromResult(!context.CrossOrigin && context.Origin == site.Origin);
                }
            );
        return services
            .AddStaffCookies()
            .AddSingleton<ILookupNormalizer, AddressNormalizer>()
            .AddSingleton(firstOwner)
            .AddSingleton(
                new NavigationEntry(
                    80,
                    "/staff/accounts",
                    Icons.Material.Outlined.Group,
                    t => t.Accounts,
                    StaffPolicies.ReadAccounts,
                    NavigationGroup.System
                )
            )
            .AddSingleton(
                new NavigationEntry(
                    90,
                    StaffRoutes.Account,
                    Icons.Material.Outlined.ManageAccounts,
                    t => t.Account,
                    StaffPolicies.SetUpOwnAccount,
                    NavigationGroup.Own
                )
            )
            .AddSingleton(
                new PaletteAction(
                    "/staff/accounts",
                    Icons.Material.Outlined.PersonAdd,
                    frame => frame.Language.Texts<StaffTexts>().Invite,
                    StaffPolicies.ManageAccounts
                )
            )
            .AddSingleton<StaffWelcome>()
            .AddScoped(center => center.GetRequiredService<Database>().CreateContext())
            .AddScoped<IPasskeyHandler<StaffAccount>, PasskeyHandler<StaffAccount>>()
            .AddScoped<StaffSelf>()
            .AddScoped<PasskeySetup>()
            .AddScoped<AuthenticatorSetup>()
            .AddSingleton<KnownBrowser>()
            .AddScoped<SignInHandler>()
            .AddScoped<LinkHandler>()
            .AddScoped<AccountHandler>()
            .AddScoped<AccountsHandler>();
    }

    public static void MapAccounts(this IEndpointRouteBuilder routes)
    {
        routes.MapStaffPage(StaffRoutes.SignIn, null, r => r.Service<SignInHandler>().ShowAsync(r));
        routes.MapStaffForm(StaffRoutes.SignIn, null, r => r.Service<SignInHandler>().TakeAsync(r));
        routes.MapStaffPage("/staff/sign-in/code", null, r => r.Service<SignInHandler>().ShowCodeAsync(r));
        routes.MapStaffForm("/staff/sign-in/code", null, r => r.Service<SignInHandler>().TakeCodeAsync(r));
        routes.MapStaffForm("/staff/sign-in/passkey", null, r => r.Service<SignInHandler>().TakePasskeyAsync(r));
        routes.MapStaffPage("/staff/link/{token}", null, r => r.Service<LinkHandler>().ShowAsync(r));
        routes.MapStaffForm("/staff/link/{token}", null, r => r.Service<LinkHandler>().TakeAsync(r));

        routes.MapStaffForm(
            "/staff/sign-out",
            StaffPolicies.SetUpOwnAccount,
            r => r.Service<SignInHandler>().LeaveAsync(r)
        );

        routes.MapStaffPage(
            StaffRoutes.Account,
            StaffPolicies.SetUpOwnAccount,
            r => r.Service<AccountHandler>().ShowAsync(r)
        );
        routes.MapStaffForm(
            "/staff/account/password",
            StaffPolicies.SetUpOwnAccount,
            r => r.Service<AccountHandler>().ChangePasswordAsync(r)
        );
        routes.MapStaffPage(
            "/staff/account/app",
            StaffPolicies.SetUpOwnAccount,
            r => r.Service<AccountHandler>().ShowAppAsync(r)
        );
        routes.MapStaffForm(
            "/staff/account/app",
            StaffPolicies.SetUpOwnAccount,
            r => r.Service<AccountHandler>().TurnAppOnAsync(r)
        );
        routes.MapStaffForm(
            "/staff/account/app/remove",
            StaffPolicies.UseConsole,
            r => r.Service<AccountHandler>().TurnAppOffAsync(r)
        );
        routes.MapStaffForm(
            "/staff/account/recovery-codes",
            StaffPolicies.UseConsole,
            r => r.Service<AccountHandler>().NewCodesAsync(r)
        );
        routes.MapStaffForm(
            "/staff/account/passkeys",
            StaffPolicies.SetUpOwnAccount,
            r => r.Service<AccountHandler>().AddPasskeyAsync(r)
        );
        routes.MapStaffForm(
            "/staff/account/passkeys/remove",
            StaffPolicies.UseConsole,
            r => r.Service<AccountHandler>().RemovePasskeyAsync(r)
        );
        routes.MapStaffForm(
            "/staff/account/sign-out-everywhere",
            StaffPolicies.SetUpOwnAccount,
            r => r.Service<AccountHandler>().EndAllAsync(r)
        );

        routes.MapStaffPage(
            "/staff/accounts",
            StaffPolicies.ReadAccounts,
            r => r.Service<AccountsHandler>().ShowAsync(r)
        );
        routes.MapStaffForm(
            "/staff/accounts",
            StaffPolicies.ManageAccounts,
            r => r.Service<AccountsHandler>().InviteAsync(r)
        );
        routes.MapStaffPage(
            "/staff/accounts/{id}",
            StaffPolicies.ManageAccounts,
            r => r.Service<AccountsHandler>().ShowOneAsync(r)
        );
        routes.MapStaffForm(
            "/staff/accounts/{id}/role",
            StaffPolicies.ManageAccounts,
            r => r.Service<AccountsHandler>().ChangeRoleAsync(r)
        );
        routes.MapStaffForm(
            "/staff/accounts/{id}/reset",
            StaffPolicies.ManageAccounts,
            r => r.Service<AccountsHandler>().ResetAsync(r)
        );
        routes.MapStaffForm(
            "/staff/accounts/{id}/dismiss",
            StaffPolicies.ManageAccounts,
            r => r.Service<AccountsHandler>().DismissAsync(r)
        );
    }
}
