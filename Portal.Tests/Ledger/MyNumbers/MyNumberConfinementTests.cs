using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.AspNetCore.Components;
using Portal.Data;
using Portal.Demo;
using Portal.Domain.Ledger;
using Portal.Features.Ledger.MyNumbers;
using Xunit;

namespace Portal.Tests.Ledger.MyNumbers;

/// <summary>Where a My Number may be, read from the compiled portal.</summary>
public class MyNumberConfinementTests
{
    private static readonly Type[] Types = [.. new[] { typeof(PortalDb).Assembly, typeof(MyNumber).Assembly }.SelectMany(assembly => assembly.GetTypes())];

    /// <summary>Who handles a number at all: the type itself, the vault, the acts before it, and the invented ones of the demo.</summary>
    private static readonly Type[] Handlers =
    [
        typeof(MyNumber), typeof(MyNumberVault), typeof(MyNumberDesk), typeof(MyNumberUseDesk), typeof(RefusedMyNumbers),
        typeof(DemoLedger), typeof(DemoFill), typeof(DemoFill).Assembly.GetType("Portal.Demo.DemoNumbers")!,
    ];

    [Fact]
    public void OnlyTheVault_TakesTheDigitsOut() =>
        Assert.Equal([typeof(MyNumberVault)], CallersOf(typeof(MyNumber).GetMethod(nameof(MyNumber.Reveal))!).Distinct());

    [Fact]
    public void TheSearchForCallers_FindsThem_AlsoInLambdasAndAwaits()
    {
        var callers = CallersOf(typeof(Fold).GetMethod(nameof(Fold.Plain))!).ToList();

        Assert.Contains(typeof(CaseNumber), callers);
        Assert.Contains(typeof(MyNumberUseDesk), CallersOf(typeof(MyNumber).GetMethod(nameof(MyNumber.Parse))!));
        Assert.Contains(typeof(MyNumberConfinementTests), Callers([typeof(MyNumberConfinementTests), .. typeof(MyNumberConfinementTests).GetNestedTypes(BindingFlags.NonPublic)],
            typeof(MyNumber).GetMethod(nameof(MyNumber.Reveal))!));
        static string InALambda() => new Func<MyNumber, string>(number => number.Reveal())(MyNumber.Parse(MyNumberFixture.Number));
        Assert.Equal(MyNumberFixture.Number, InALambda());
    }

    [Fact]
    public void NoRow_NoRecord_NoForm_CarriesANumber()
    {
        var carriers = from type in Types
                       from member in type.GetMembers(All).Where(m => Carries(m, typeof(MyNumber)))
                       where !Handlers.Contains(Outermost(type)) || !IsMadeByTheCompiler(type, member) && type != typeof(MyNumber)
                       select $"{type.FullName}.{member.Name}";

        Assert.Empty(carriers);
    }

    [Fact]
    public void NobodyElse_IsHandedOne_OrGivesOneBack()
    {
        var others = from type in Types
                     where !Handlers.Contains(Outermost(type))
                     from method in type.GetMethods(All)
                     where method.GetParameters().Select(p => p.ParameterType).Append(method.ReturnType).Any(t => Mentions(t, typeof(MyNumber)))
                     select $"{type.FullName}.{method.Name}";

        Assert.Empty(others);
    }

    [Fact]
    public void TheOneThatIsShown_IsHeldByTheComponentThatDrawsIt_AndByNothingElse()
    {
        var holders = Types.Where(type => type.GetMembers(All).Any(m => Carries(m, typeof(ShownMyNumber)))).Select(Outermost).Distinct().Except([typeof(ShownMyNumber)]).ToList();

        Assert.Equal([typeof(MyNumberPart)], holders.Where(t => t.IsAssignableTo(typeof(IComponent))));
        // On its way: from the vault through the act, to the screen or into the one file.
        Assert.Empty(holders.Except([typeof(MyNumberPart), typeof(MyNumberUseDesk), typeof(MyNumberSendDesk), typeof(MyNumberVault)]));
        Assert.Equal([typeof(MyNumberSendDesk)], CallersOf(typeof(ShownMyNumber).GetMethod("WriteTo", All)!).Distinct());
        Assert.DoesNotContain(typeof(MyNumberPart).GetProperties(), property => property.PropertyType == typeof(ShownMyNumber));
        Assert.All(typeof(ShownMyNumber).GetConstructors(All & ~BindingFlags.Static), constructor => Assert.Equal([typeof(MyNumberVault)], CallersOf(constructor).Distinct()));
    }

    [Fact]
    public void TheOneThatIsShown_CanBeDrawn_AndNotRead()
    {
        using var shown = new MyNumberVault(TestKeys.Ring).Show(new MyNumberVault(TestKeys.Ring).Make(Guid.NewGuid(), MyNumber.Parse(MyNumberFixture.Number), "ito", A.Now));

        Assert.Equal("個人番号", $"{shown}");
        Assert.Equal([typeof(RenderFragment)], typeof(ShownMyNumber).GetProperties().Select(p => p.PropertyType));
        Assert.ThrowsAny<NotSupportedException>(() => JsonSerializer.Serialize(shown));
    }

    [Fact]
    public void TheTableOfNumbers_IsReadByTheActsOnly()
    {
        // The keys' commands and the promises board count the rows.
        Assert.Equal(
            ["KeyCare", "MyNumberProof", "MyNumberRekeying", "MyNumberRows", "RefusedMyNumbers"],
            NamesOfCallers(typeof(PortalDb).GetProperty(nameof(PortalDb.EncryptedMyNumbers))!.GetMethod!));
        // The sheet asks whether there is a row.
        Assert.Equal(["MyNumberDesk", "MyNumberRows", "MyNumberSendDesk", "MyNumberUseDesk", "PersonSheet"], NamesOfCallers(typeof(MyNumberRows).GetMethod(nameof(MyNumberRows.NumbersOf))!));
        // So do the collecting and the sending of a 一括照合.
        Assert.Equal(["TransferDesk", "TransferOrderDesk"], NamesOfCallers(typeof(MyNumberRows).GetMethod(nameof(MyNumberRows.HasNumberAsync))!));
        // Merging and 重複の候補 ask who has one, and get no row.
        Assert.Equal(
            ["MergeLoading", "TwinReader", "UnmergeDesk"],
            typeof(MyNumberRows).GetMethods().Where(m => m.Name == nameof(MyNumberRows.NumberHoldersAsync)).SelectMany(NamesOfCallers).Distinct().Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string> NamesOfCallers(MethodInfo method) => CallersOf(method).Distinct().Select(t => t.Name).Order(StringComparer.Ordinal);

    private const BindingFlags All = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static bool Carries(MemberInfo member, Type what) => member switch
    {
        FieldInfo field => Mentions(field.FieldType, what),
        PropertyInfo property => Mentions(property.PropertyType, what),
        _ => false,
    };

    private static bool Mentions(Type type, Type what) => type == what || (type.HasElementType && Mentions(type.GetElementType()!, what)) || (type.IsGenericType && type.GetGenericArguments().Any(t => Mentions(t, what)));

    /// <summary>A local variable of a lambda or of an act that awaits: it lives as long as the act.</summary>
    private static bool IsMadeByTheCompiler(Type type, MemberInfo member) => type.IsDefined(typeof(CompilerGeneratedAttribute)) || (type.Name.StartsWith('<') && member is FieldInfo);

    private static Type Outermost(Type type) => type.DeclaringType is { } outer ? Outermost(outer) : type;

    private static IEnumerable<Type> CallersOf(MethodBase callee) => Callers(Types, callee);

    private static IEnumerable<Type> Callers(IEnumerable<Type> types, MethodBase callee) =>
        from type in types
        from method in type.GetMembers(All).OfType<MethodBase>()
        where Calls(method, callee)
        select Outermost(type);

    /// <summary>Looks at every place of the body that reads as a call, a construction or a delegate of something that resolves to the callee.</summary>
    private static bool Calls(MethodBase method, MethodBase callee)
    {
        var body = method.GetMethodBody()?.GetILAsByteArray() ?? [];
        for (var at = 0; at + sizeof(int) < body.Length; at++)
        {
            var isCall = body[at] == OpCodes.Call.Value || body[at] == OpCodes.Callvirt.Value || body[at] == OpCodes.Newobj.Value
                || (at > 0 && body[at - 1] == 0xFE && body[at] is 0x06 or 0x07);
            if (isCall && Resolve(method, BitConverter.ToInt32(body, at + 1)) is { } called && called.MetadataToken == callee.MetadataToken && called.Module == callee.Module)
            {
                return true;
            }
        }

        return false;
    }

    private static MethodBase? Resolve(MethodBase method, int token)
    {
        try
        {
            return method.Module.ResolveMethod(
                token, method.DeclaringType!.IsGenericType ? method.DeclaringType.GetGenericArguments() : null, method.IsGenericMethod ? method.GetGenericArguments() : null);
        }
        catch (Exception noMethod) when (noMethod is ArgumentException or BadImageFormatException)
        {
            return null;
        }
    }
}
