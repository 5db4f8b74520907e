using System.Reflection;
using Microsoft.AspNetCore.HttpOverrides;
using PreferenceCenter.Catalogue;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Features.Cli;
using PreferenceCenter.Features.Cli.Demo;
using PreferenceCenter.Features.Console.Accounts;
using PreferenceCenter.Ledger.Journal;
using PreferenceCenter.PrivacyRequests.Erasure;
using PreferenceCenter.Shared.Stopping;
using PreferenceCenter.Shared.Terminal;

namespace PreferenceCenter.Hosting;

/// <summary>Runs the serving process from its start to its end.</summary>
internal static partial class WebServer
{
    /// <param name="arguments">Settings.</param>
    /// <param name="errors">Where faults of settings are named.</param>
    /// <param name="stop">Stops the server, also while it starts.</param>
    public static async Task<int> RunAsync(string[] arguments, TextWriter errors, CancellationToken stop = default)
    {
        await using var app = Build(arguments, errors);
        if (app is null)
            return ProgramSettings.ExitCode;
        using var asked = stop.Register(app.Lifetime.StopApplication);
        try
        {
            return await RunAsync(app, arguments, errors, stop);
        }
        // Whoever stops a node before it serves ends it as an ordinary stop does, whatever that cut off.
        catch (Exception reason)
            when (stop.IsCancellationRequested && !app.Lifetime.ApplicationStarted.IsCancellationRequested)
        {
            var what = reason.GetType().Name;
            LogStoppedEarly(app.Logger, what);
            return 0;
        }
    }

    private static async Task<int> RunAsync(
        WebApplication app,
        string[] arguments,
        TextWriter errors,
        CancellationToken stop
    )
    {
        var (database, storage) = (
            app.Services.GetRequiredService<Database>(),
            app.Services.GetRequiredService<StorageSettings>()
        );
        if (await SchemaUpgrade.RunAsync(database, storage, stop) is { } refusal)
        {
            errors.WriteLine(refusal.Says);
            return refusal.MayPass ? ExitCode.CouldNotBeDone : ProgramSettings.ExitCode;
        }
        if (database.Schema() is { Standing: SchemaStanding.Ahead, Schema: { } later, Program: var program })
            LogLaterSchema(app.Logger, later, program);
        using var maintenance = MaintenanceLock.TryShare(storage.Directory);
        if (maintenance is null)
        {
            errors.WriteLine("A restore is at work on this database: start again when it is done.");
            return ExitCode.CouldNotBeDone;
        }
        await app.Services.GetRequiredService<SiteInForce>().RefreshAsync();
        if (SetUpAtStart.Faults(app.Services) is { Count: > 0 } lacking)
        {
            Report(lacking, errors);
            return ProgramSettings.ExitCode;
        }
        if (JournalAtStart.Fault(app.Services) is { } fault)
        {
            Report([fault], errors);
            return ProgramSettings.ExitCode;
        }
        app.Services.GetRequiredService<JournalKeeper>().FollowBeforeReplay();
        if (!await ReplayErasuresAsync(app, errors, stop))
            return ExitCode.CouldNotBeDone;
        // Anybody who read the output of a trial knows the passwords of the demo's accounts.
        if (!app.Environment.IsDevelopment() && app.Services.GetRequiredService<DemoData>().IsHere())
        {
            errors.WriteLine(DemoData.WhatToDo);
            return ProgramSettings.ExitCode;
        }
        stop.ThrowIfCancellationRequested();
        if (!await ClosedServer.UntilOpenAsync(arguments, app.Services))
            return 0;
        app.Services.GetRequiredService<Database>().Watch(app.Services.GetRequiredService<JournalKeeper>().Recognizes);
        LogVersion(app.Logger, Version);
        if (!await StartAsync(app, errors))
            return ProgramSettings.ExitCode;
        using var listening = ListeningNode.Note(storage.Directory, app.Urls);
        await app.Services.GetRequiredService<Drain>().UntilOverAsync(app.Lifetime);
        await app.StopAsync(CancellationToken.None);
        return app.Services.GetRequiredService<JournalKeeper>().IsStale ? ExitCode.CouldNotBeDone : 0;
    }

    // The database tells of its failures in the log and in the metrics, whoever meets them.
    private static void Watch(IServiceProvider services)
    {
        services.GetRequiredService<Database>().State.LogTo(services.GetRequiredService<ILogger<DatabaseState>>());
        services.GetRequiredService<DatabaseMetrics>();
    }

    // Whoever stops a node while it starts or greets ends it as an ordinary stop does: with 0.
    private static async Task<bool> StartAsync(WebApplication app, TextWriter errors)
    {
        try
        {
            await app.StartAsync();
            // What is bound decides, wherever it was set. Until here Loopback.Only has refused whoever came from outside.
            if (app.Environment.IsDevelopment() && Report(Loopback.Faults(app.Urls), errors))
            {
                await app.StopAsync();
                return false;
            }
            await GreetAsync(app);
        }
        catch (OperationCanceledException) when (app.Lifetime.ApplicationStopping.IsCancellationRequested) { }
        return true;
    }

    private static async Task GreetAsync(WebApplication app)
    {
        if (app.Environment.IsDevelopment())
            await OnceThereIsADatabaseAsync(
                app,
                stopping => app.Services.GetRequiredService<DemoWelcome>().GreetAsync(Console.Out, stopping)
            );
        await OnceThereIsADatabaseAsync(
            app,
            stopping =>
            {
                var demo =
                    app.Services.GetRequiredService<DemoSettings>().Seeds
                    && app.Services.GetRequiredService<DemoSeed>().MayRun();
                return app.Services.GetRequiredService<StaffWelcome>().GreetAsync(Console.Out, demo, stopping);
            }
        );
    }

    // A node that serves is not ended by a database that has no connection left, or is away, while it greets.
    private static async Task OnceThereIsADatabaseAsync(WebApplication app, Func<CancellationToken, Task> greetAsync)
    {
        for (var stopping = app.Lifetime.ApplicationStopping; ; await Task.Delay(TimeSpan.FromSeconds(1), stopping))
            try
            {
                await greetAsync(stopping);
                return;
            }
            catch (Exception reason) when (TransientErrors.MayPass(reason) || TransientErrors.IsUnavailable(reason))
            {
                LogGreetsLater(app.Logger, reason.Message);
            }
    }

    // A line of the journal that cannot be read may name an erased subscriber. Nothing is served that could bring that
    // subscriber back.
    private static async Task<bool> ReplayErasuresAsync(WebApplication app, TextWriter errors, CancellationToken stop)
    {
        try
        {
            if (
                await app.Services.GetRequiredService<ErasureReplay>().RunAsync(Actor.System, stop) is
                { Erased: > 0 } again
            )
                LogErasedAgain(app.Logger, again.Erased);
            return true;
        }
        catch (InvalidDataException reason)
        {
            errors.WriteLine($"Who was erased cannot be told, and nothing is served before: {reason.Message}");
            return false;
        }
    }

    private static bool KeysAreUsable(WebApplication app, TextWriter errors)
    {
        if (!Report(KeysAtStart.Faults(app.Services), errors))
            return true;
        ((IDisposable)app).Dispose();
        return false;
    }

    private static bool Report(IEnumerable<SettingFault> faults, TextWriter errors)
    {
        var any = false;
        foreach (var fault in faults)
        {
            any = true;
            errors.WriteLine($"{fault.Key} {fault.Message}");
        }
        return any;
    }

    // Forwarded headers are accepted only from the proxies that the operator names.
    private static void TrustProxies(ForwardedHeadersOptions forwarded, ProgramSettings settings)
    {
        forwarded.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
        // Each proxy adds an entry. The last entry that none of them vouches for is the client's.
        forwarded.ForwardLimit = null;
        forwarded.KnownProxies.Clear();
        forwarded.KnownIPNetworks.Clear();
        foreach (var network in settings.ProxyNetworks)
            forwarded.KnownIPNetworks.Add(network);
    }

    // With the commit it was built from.
    private static string Version { get; } =
        typeof(WebServer).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    [LoggerMessage(Level = LogLevel.Information, Message = "Preference Center {Version} starts")]
    private static partial void LogVersion(ILogger logger, string version);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "The database could not be asked who may sign in; asking again in a second ({Reason})"
    )]
    private static partial void LogGreetsLater(ILogger logger, string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "Stopped before it served ({Reason})")]
    private static partial void LogStoppedEarly(ILogger logger, string reason);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "A later version made the database, which is of {Schema}; this program of {Program} may serve beside it until it is replaced"
    )]
    private static partial void LogLaterSchema(ILogger logger, string schema, string program);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "{Count} people were erased before this copy of the database was put in place, and are erased again"
    )]
    private static partial void LogErasedAgain(ILogger logger, int count);
}
