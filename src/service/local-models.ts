export type { BuiltinAnswer, BuiltinRequest, BuiltinState } from '#models/builtin/prompt-api.ts';
export type { CustomModelField, CustomModelForm, CustomModelProblems } from '#models/webgpu/custom-model.ts';
export type {
  LocalModelReport,
  LocalModelsAct,
  LocalModelsAnswer,
  LocalModelsReport,
  Trial,
} from '#models/webgpu/local-models.ts';
