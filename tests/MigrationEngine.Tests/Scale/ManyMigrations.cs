using System.Globalization;
using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.Loader;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace TradingPlatform.MigrationEngine.Tests.Scale;

/// <summary>
/// An assembly with thousands of migrations of the <see cref="ManyContext"/>. It is written as a file is and loaded as one, so that it has the
/// metadata of a compiled assembly; nobody has to compile it.
/// </summary>
internal static class ManyMigrations
{
    /// <summary>The namespace, by which a loaded type is recognised.</summary>
    public const string Space = "Many";

    public static string Id(int number) => string.Create(CultureInfo.InvariantCulture, $"2026{number:D10}_Number{number}");

    public static Assembly Build(int count)
    {
        var builder = new PersistedAssemblyBuilder(new AssemblyName($"{Space}{count}"), typeof(object).Assembly);
        var module = builder.DefineDynamicModule($"{Space}{count}");
        for (var number = 1; number <= count; number++) Define(module, number);

        using var image = new MemoryStream();
        builder.Save(image);
        image.Position = 0;
        return AssemblyLoadContext.Default.LoadFromStream(image);
    }

    private static void Define(ModuleBuilder module, int number)
    {
        var type = module.DefineType($"{Space}.Number{number}", TypeAttributes.Public | TypeAttributes.Sealed, typeof(Migration));
        Attribute(type, typeof(DbContextAttribute), typeof(Type), typeof(ManyContext));
        Attribute(type, typeof(MigrationAttribute), typeof(string), Id(number));
        Method(type, "Up", $"CREATE TABLE many_{number} (id int)");
        Method(type, "Down", $"DROP TABLE many_{number}");
        type.CreateType();
    }

    private static void Attribute(TypeBuilder type, Type attribute, Type parameter, object value) =>
        type.SetCustomAttribute(new CustomAttributeBuilder(attribute.GetConstructor([parameter])!, [value]));

    /// <summary>protected override void name(MigrationBuilder builder) => builder.Sql(sql, false);</summary>
    private static void Method(TypeBuilder type, string name, string sql)
    {
        var method = type.DefineMethod(
            name, MethodAttributes.Family | MethodAttributes.Virtual | MethodAttributes.HideBySig, typeof(void), [typeof(MigrationBuilder)]);
        var code = method.GetILGenerator();
        code.Emit(OpCodes.Ldarg_1);
        code.Emit(OpCodes.Ldstr, sql);
        code.Emit(OpCodes.Ldc_I4_0);
        code.Emit(OpCodes.Callvirt, typeof(MigrationBuilder).GetMethod(nameof(MigrationBuilder.Sql), [typeof(string), typeof(bool)])!);
        code.Emit(OpCodes.Pop);
        code.Emit(OpCodes.Ret);
    }
}
