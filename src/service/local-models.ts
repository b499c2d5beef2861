export type { CustomModelField, CustomModelForm, CustomModelProblems } from '#models/webgpu/custom-model.ts';
export type {
  LocalModelReport,
  LocalModelsAct,
  LocalModelsAnswer,
  LocalModelsReport,
  Trial,
} from '#models/webgpu/local-models.ts';
